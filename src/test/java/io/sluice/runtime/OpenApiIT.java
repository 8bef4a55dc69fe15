package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.fault.FaultCode;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.http.Calls;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The published description of the API is whole. */
@ExtendWith(ServersTellOnFailure.class)
class OpenApiIT {
    private static final String OBJECT = "/api/v1/buckets/{bucket}/objects/{key}";

    /** The routes of the API that exist; a new one is added here and described with examples. */
    private static final Map<String, Set<String>> ROUTES = Map.ofEntries(
            Map.entry(OBJECT, Set.of("put", "get", "head", "delete")),
            Map.entry("/api/v1/buckets/{bucket}/objects", Set.of("get")),
            Map.entry("/api/v1/cameras", Set.of("get")),
            Map.entry("/api/v1/cameras/{camera}", Set.of("get", "put", "delete")),
            Map.entry("/api/v1/cameras/{camera}/erasures", Set.of("get")),
            Map.entry("/api/v1/cameras/{camera}/erasures/{erasure}", Set.of("get")),
            Map.entry("/api/v1/cameras/{camera}/holds", Set.of("get")),
            Map.entry("/api/v1/cameras/{camera}/holds/{hold}", Set.of("put", "delete")),
            Map.entry("/api/v1/cameras/{camera}/frames", Set.of("get", "post", "delete")),
            Map.entry("/api/v1/cameras/{camera}/frames/{time}", Set.of("get", "head")),
            Map.entry("/api/v1/cameras/{camera}/frames/latest", Set.of("get", "head")),
            Map.entry("/api/v1/cameras/{camera}/ingest", Set.of("get")),
            Map.entry("/api/v1/cameras/{camera}/gaps", Set.of("get")),
            Map.entry("/api/v1/cameras/{camera}/stream", Set.of("get")),
            Map.entry("/api/v1/cameras/{camera}/export", Set.of("get")),
            Map.entry("/api/v1/admin/frames/reindex", Set.of("post")),
            Map.entry("/api/v1/admin/frames/retain", Set.of("post")),
            Map.entry("/api/v1/admin/frames/erase", Set.of("post")),
            Map.entry("/api/v1/admin/frames/verify", Set.of("post")),
            Map.entry("/api/v1/admin/frames/compact", Set.of("post")),
            Map.entry("/api/v1/events/s3", Set.of("post")),
            Map.entry("/webhooks/minio/upload-complete", Set.of("post")));

    private static final Set<String> METHODS = Set.of("get", "head", "put", "post", "patch", "delete");
    private static final String PROBLEM = "application/problem+json";

    private static @Nullable JsonObject document;

    @BeforeAll
    static void read() {
        try (SluiceProcess sluice = SluiceProcess.started(Setup.embedded())) {
            Calls http = new Calls(sluice::uri);
            document = http.call("GET", "/q/openapi?format=json").has(200).json();
            http.call("GET", "/q/swagger-ui/").has(200);
        }
    }

    private static JsonObject document() {
        return Objects.requireNonNull(document);
    }

    @Test
    void everyRouteIsDescribedAndNoOther() {
        JsonObject paths = document().getJsonObject("paths");

        assertThat(paths.fieldNames()).containsExactlyInAnyOrderElementsOf(ROUTES.keySet());
        ROUTES.forEach((path, methods) -> assertThat(paths.getJsonObject(path).fieldNames().stream()
                        .filter(METHODS::contains)
                        .collect(Collectors.toSet()))
                .as(path)
                .isEqualTo(methods));
    }

    @Test
    void everyOperationSaysWhatItDoes() {
        List<String> ids = new ArrayList<>();
        eachOperation((name, operation) -> {
            assertThat(operation.getString("summary")).as(name).isNotBlank();
            assertThat(operation.getJsonArray("tags")).as(name).isNotEmpty();
            ids.add(operation.getString("operationId"));
        });
        assertThat(ids).doesNotHaveDuplicates().doesNotContainNull();
    }

    @Test
    void everyParameterHasADescription() {
        eachOperation((name, operation) -> {
            JsonArray parameters = operation.getJsonArray("parameters", new JsonArray());
            parameters.stream()
                    .map(JsonObject.class::cast)
                    .map(OpenApiIT::resolved)
                    .forEach(parameter -> {
                        String what = name + " " + parameter.getString("name");
                        assertThat(parameter.getString("description")).as(what).isNotBlank();
                        assertThat(parameter.getJsonObject("schema")).as(what).isNotNull();
                    });
        });
    }

    @Test
    void everyBodyHasAnExample() {
        eachAnswer((name, answer) -> eachContent(
                answer,
                (type, content) -> assertThat(content.containsKey("example") || content.containsKey("examples"))
                        .as(name + " " + type)
                        .isTrue()));
        JsonObject put = document().getJsonObject("paths").getJsonObject(OBJECT).getJsonObject("put");
        eachContent(
                put.getJsonObject("requestBody"),
                (type, content) ->
                        assertThat(content.containsKey("example")).as(type).isTrue());
    }

    @Test
    void everyExampleOfAnErrorIsOneThatHappens() {
        eachAnswer((name, answer) -> eachContent(answer, (type, content) -> {
            if (type.equals(PROBLEM)) {
                content.getJsonObject("examples").forEach(example -> {
                    JsonObject problem = problem(((JsonObject) example.getValue()).getValue("value"));
                    FaultCode code = code(problem.getString("code"));
                    assertThat(problem.getInteger("status")).as(name).isEqualTo(code.status());
                    assertThat(name).endsWith(" " + code.status());
                    assertThat(problem.getString("title")).isEqualTo(code.title());
                    assertThat(problem.getString("type")).isEqualTo("urn:sluice:problem:" + code.wire());
                    assertThat(answer.getString("description")).contains(code.wire());
                });
            }
        }));
    }

    @Test
    void theProblemSchemaListsEveryCode() {
        JsonArray codes = document()
                .getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("Problem")
                .getJsonObject("properties")
                .getJsonObject("code")
                .getJsonArray("enum");

        assertThat(codes.stream().map(String.class::cast))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(FaultCode.values()).map(FaultCode::wire).toList());
    }

    private static JsonObject problem(Object value) {
        return value instanceof JsonObject json ? json : new JsonObject(String.valueOf(value));
    }

    private static FaultCode code(String wire) {
        return Arrays.stream(FaultCode.values())
                .filter(code -> code.wire().equals(wire))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no code " + wire));
    }

    private static void eachOperation(BiConsumer<String, JsonObject> check) {
        document()
                .getJsonObject("paths")
                .forEach(path -> ((JsonObject) path.getValue()).forEach(entry -> {
                    if (METHODS.contains(entry.getKey())) {
                        check.accept(entry.getKey() + " " + path.getKey(), (JsonObject) entry.getValue());
                    }
                }));
    }

    private static void eachAnswer(BiConsumer<String, JsonObject> check) {
        eachOperation((name, operation) -> operation
                .getJsonObject("responses")
                .forEach(answer -> check.accept(name + " " + answer.getKey(), (JsonObject) answer.getValue())));
    }

    private static void eachContent(JsonObject holder, BiConsumer<String, JsonObject> check) {
        holder.getJsonObject("content", new JsonObject())
                .forEach(content -> check.accept(content.getKey(), (JsonObject) content.getValue()));
    }

    private static JsonObject resolved(JsonObject parameter) {
        String reference = parameter.getString("$ref");
        return reference == null
                ? parameter
                : document()
                        .getJsonObject("components")
                        .getJsonObject("parameters")
                        .getJsonObject(reference.substring(reference.lastIndexOf('/') + 1));
    }
}
