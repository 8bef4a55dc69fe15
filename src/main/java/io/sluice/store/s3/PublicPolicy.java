package io.sluice.store.s3;

import io.sluice.store.BucketName;
import io.sluice.store.BucketSetting;
import io.sluice.store.FoundSetting;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The statement of a bucket's policy that lets anybody read keys of some prefixes. Statements of others stay as they are. */
final class PublicPolicy {
    private static final String SID = "SluicePublicRead";
    private static final String ARN = "arn:aws:s3:::";
    private static final String STATEMENT = "Statement";
    private static final String PRINCIPAL = "Principal";
    private static final String USERS = "AWS";
    private static final String ACTION = "Action";
    private static final String RESOURCE = "Resource";
    private static final String VERSION = "2012-10-17";

    private PublicPolicy() {}

    /** @param policy null when the bucket has none */
    static FoundSetting found(BucketName bucket, @Nullable String policy) {
        List<JsonObject> there =
                statements(policy).stream().filter(PublicPolicy::ours).toList();
        String all = ARN + bucket + "/";
        List<String> prefixes = there.stream()
                .flatMap(statement -> texts(statement.getValue(RESOURCE)).stream())
                .filter(resource -> resource.startsWith(all) && resource.endsWith("*"))
                .map(resource -> resource.substring(all.length(), resource.length() - 1))
                .toList();
        boolean asWritten = prefixes.isEmpty()
                ? there.isEmpty()
                : there.size() == 1 && meaning(there.getFirst()).equals(meaning(statement(bucket, prefixes)));
        List<String> altered =
                asWritten ? List.of() : there.stream().map(JsonObject::encode).toList();
        return new FoundSetting(new BucketSetting.PublicRead(prefixes), altered);
    }

    /** A statement in a form in which two are equal that mean the same: servers write a list of one as a text, and sort. */
    private static Map<String, Object> meaning(JsonObject statement) {
        Map<String, Object> meaning = new HashMap<>(statement.getMap());
        meaning.put(RESOURCE, Set.copyOf(texts(statement.getValue(RESOURCE))));
        meaning.put(ACTION, Set.copyOf(texts(statement.getValue(ACTION))));
        if (isAnybody(statement.getValue(PRINCIPAL))) {
            meaning.put(PRINCIPAL, "*");
        }
        return meaning;
    }

    private static boolean isAnybody(@Nullable Object principal) {
        Object users = principal instanceof JsonObject named && named.size() == 1 ? named.getValue(USERS) : principal;
        return List.of("*").equals(texts(users));
    }

    /**
     * The policy with these prefixes instead of those that Sluice had set before; empty when nothing is left of it.
     *
     * @param policy null when the bucket has none
     */
    static Optional<String> with(BucketName bucket, List<String> prefixes, @Nullable String policy) {
        List<JsonObject> statements = new ArrayList<>(statements(policy));
        statements.removeIf(PublicPolicy::ours);
        if (!prefixes.isEmpty()) {
            statements.add(statement(bucket, prefixes));
        }
        if (statements.isEmpty()) {
            return Optional.empty();
        }
        JsonObject document = policy == null ? new JsonObject().put("Version", VERSION) : new JsonObject(policy);
        return Optional.of(document.put(STATEMENT, new JsonArray(statements)).encode());
    }

    private static JsonObject statement(BucketName bucket, List<String> prefixes) {
        List<String> resources = prefixes.stream()
                .map(prefix -> ARN + bucket + "/" + prefix + "*")
                .toList();
        return new JsonObject()
                .put("Sid", SID)
                .put("Effect", "Allow")
                .put(PRINCIPAL, new JsonObject().put(USERS, new JsonArray().add("*")))
                .put(ACTION, new JsonArray().add("s3:GetObject"))
                .put(RESOURCE, new JsonArray(resources));
    }

    private static boolean ours(JsonObject statement) {
        return SID.equals(statement.getString("Sid"));
    }

    private static List<JsonObject> statements(@Nullable String policy) {
        Object statements = policy == null ? null : new JsonObject(policy).getValue(STATEMENT);
        return switch (statements) {
            case JsonArray several ->
                several.stream().map(JsonObject.class::cast).toList();
            case JsonObject one -> List.of(one);
            case null, default -> List.of();
        };
    }

    /** One text or a list of them, as policies have it. */
    private static List<String> texts(@Nullable Object value) {
        return switch (value) {
            case JsonArray several -> several.stream().map(String::valueOf).toList();
            case String one -> List.of(one);
            case null, default -> List.of();
        };
    }
}
