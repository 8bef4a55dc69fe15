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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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

    private static final Set<String> METHODS = Set.of("get", "head", "options", "put", "post", "patch", "delete");
    private static final String PROBLEM = "application/problem+json";

    private static @Nullable JsonObject document;

    /** As {@code get /path}; below {@code /q} is what Quarkus describes itself. */
    private static Set<String> routes = Set.of();

    @BeforeAll
    static void read() {
        try (SluiceProcess sluice = SluiceProcess.started(Setup.embedded())) {
            Calls http = new Calls(sluice::uri);
            document = http.call("GET", "/q/openapi?format=json").has(200).json();
            http.call("GET", "/q/swagger-ui/").has(200);
            routes = http.call("GET", "/api/v1/admin/access").has(200).json().getJsonArray("items").stream()
                    .map(JsonObject.class::cast)
                    .filter(route -> !route.getString("path").startsWith("/q/"))
                    .map(route -> route.getString("method").toLowerCase(Locale.ROOT) + " " + route.getString("path"))
                    .collect(Collectors.toSet());
        }
    }

    private static JsonObject document() {
        return Objects.requireNonNull(document);
    }

    /** What HEAD does beside GET need not be said. {@code latest} is a time that has a description of its own. */
    @Test
    void everyRouteIsDescribedAndNoOther() {
        Set<String> described = new HashSet<>();
        eachOperation((name, operation) -> described.add(name.replace("/frames/latest", "/frames/{time}")));

        assertThat(routes).hasSizeGreaterThan(50).containsAll(described);
        assertThat(described)
                .containsAll(routes.stream()
                        .filter(route -> !route.startsWith("head "))
                        .toList());
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
        eachAnswer(OpenApiIT::hasExamples);
        eachOperation((name, operation) -> hasExamples(name, operation.getJsonObject("requestBody", new JsonObject())));
        JsonObject put = document().getJsonObject("paths").getJsonObject(OBJECT).getJsonObject("put");
        eachContent(
                put.getJsonObject("requestBody"),
                (type, content) ->
                        assertThat(content.containsKey("example")).as(type).isTrue());
    }

    private static void hasExamples(String name, JsonObject holder) {
        eachContent(
                holder,
                (type, content) -> assertThat(content.containsKey("example") || content.containsKey("examples"))
                        .as(name + " " + type)
                        .isTrue());
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
                .forEach(answer ->
                        check.accept(name + " " + answer.getKey(), resolved((JsonObject) answer.getValue()))));
    }

    private static void eachContent(JsonObject holder, BiConsumer<String, JsonObject> check) {
        holder.getJsonObject("content", new JsonObject())
                .forEach(content -> check.accept(content.getKey(), (JsonObject) content.getValue()));
    }

    /** A part of the document, or the shared one that it refers to. */
    private static JsonObject resolved(JsonObject part) {
        String reference = part.getString("$ref");
        if (reference == null) {
            return part;
        }
        String[] names = reference.split("/", -1);
        return document().getJsonObject("components").getJsonObject(names[2]).getJsonObject(names[3]);
    }
}
