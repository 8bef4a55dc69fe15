package io.sluice.feature.events.http;

import static io.sluice.testing.http.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Scrape;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.http.Calls;
import io.sluice.testing.http.Reply;
import io.sluice.testing.http.Wire;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may tell Sluice of changes, and in which form. */
@ExtendWith(ServersTellOnFailure.class)
class EventsApiIT {
    private static final String ROUTE = "/api/v1/events/s3";
    private static final String ALIAS = "/webhooks/minio/upload-complete";
    private static final String AUTHORIZATION = "Bearer 0123456789abcdef";
    private static final int MOST = 1 << 20;
    private static final byte[] MESSAGE = utf8("""
            {"Records": [{"eventName": "s3:ObjectCreated:Put", "s3": {"bucket": {"name": "files"}, "object": {"key": "a"}}}]}
            """);

    private static @Nullable SluiceProcess process;

    @BeforeAll
    static void start() {
        process = SluiceProcess.ready(
                Setup.embedded().withEnvironment(Map.of("SLUICE_EVENTS_TOKEN", AUTHORIZATION.substring(7))));
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(process).close();
    }

    @AfterEach
    void nothingStaysPaid() {
        assertThat(Scrape.of(Objects.requireNonNull(process)).sum("sluice_budget_used_bytes"))
                .isZero();
    }

    private static Calls http() {
        return new Calls(Objects.requireNonNull(process)::uri);
    }

    private static Reply post(byte[] body) {
        return http().call("POST", ROUTE, body, "Authorization", AUTHORIZATION);
    }

    /** A message of so many bytes. */
    private static byte[] message(int length) {
        String begin = "{\"Records\": [], \"pad\": \"";
        return utf8(begin + "x".repeat(length - begin.length() - 2) + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {ROUTE, ALIAS})
    void aNotificationIsTaken(String route) {
        http().call("POST", route, MESSAGE, "Authorization", AUTHORIZATION).has(204);
        http().chunked("POST", route, MESSAGE, "Authorization", AUTHORIZATION).has(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {ROUTE, ALIAS})
    void whoHasNotTheTokenIsRefused(String route) {
        for (String authorization : new String[] {"Bearer 0123456789abcdeg", "Bearer ", "Basic 0123456789abcdef"}) {
            Reply reply = http().call("POST", route, MESSAGE, "Authorization", authorization)
                    .isProblem(401, "unauthenticated");
            assertThat(reply.header("WWW-Authenticate")).hasValue("Bearer");
        }
        http().call("POST", route, MESSAGE).isProblem(401, "unauthenticated");
        http().call("POST", route + "?token=0123456789abcdef", MESSAGE).isProblem(401, "unauthenticated");
    }

    @Test
    void whoTriesTokensIsSoonNotLookedAt() {
        Map<String, String> token = Map.of("sluice.events.token", "0123456789abcdef");
        try (SluiceProcess guessed = SluiceProcess.started(Setup.embedded().withProperties(token))) {
            Calls http = new Calls(guessed::uri);
            for (int i = 0; i < 10; i++) {
                http.call("POST", ROUTE, MESSAGE, "Authorization", "Bearer guess-" + i)
                        .isProblem(401, "unauthenticated");
            }

            Reply reply = http.call("POST", ROUTE, MESSAGE, "Authorization", AUTHORIZATION)
                    .isProblem(429, "too-many-attempts");
            assertThat(reply.header("Retry-After")).hasValue("60");
        }
    }

    @Test
    void withoutATokenInTheConfigurationNobodyIsLetIn() {
        try (SluiceProcess silent = SluiceProcess.started(Setup.embedded())) {
            Calls http = new Calls(silent::uri);

            http.call("POST", ROUTE, MESSAGE).isProblem(404, "events-disabled");
            http.call("POST", ALIAS, MESSAGE, "Authorization", "Bearer ").isProblem(404, "events-disabled");
        }
    }

    /** As their bodies are not asked for, only the head is sent. */
    @Test
    void theTokenIsAskedForBeforeTheBody() {
        try (Wire wire = http().connect()) {
            wire.head("POST " + ROUTE, "Content-Length: 1000", "Expect: 100-continue");
            wire.answer().isProblem(401, "unauthenticated");
        }
    }

    @Test
    void whoeverAsksBeforeSendingIsToldToGoOn() {
        try (Wire wire = http().connect()) {
            wire.head(
                    "POST " + ROUTE,
                    "Authorization: " + AUTHORIZATION,
                    "Content-Length: " + MESSAGE.length,
                    "Expect: 100-continue");
            wire.answer().has(100);
            wire.bytes(MESSAGE).answer().has(204);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "[]", "{}", "{\"Records\": [{\"eventName\": \"s3:ObjectCreated:Put\"}]}"})
    void whatIsNoMessageIsRefused(String body) {
        post(utf8(body)).isProblem(400, "invalid-body");
    }

    @Test
    void aTestMessageIsTaken() {
        post(utf8("{\"Service\": \"Amazon S3\", \"Event\": \"s3:TestEvent\"}")).has(204);
    }

    @Test
    void aMessageHasALargestSize() {
        post(message(MOST)).has(204);
        post(message(MOST + 1)).isProblem(413, "body-too-large");
        http().chunked("POST", ROUTE, message(MOST + 1), "Authorization", AUTHORIZATION)
                .isProblem(413, "body-too-large");
    }

    @Test
    void otherMethodsAreRefused() {
        for (String method : new String[] {"GET", "PUT", "DELETE"}) {
            assertThat(http().call(method, ROUTE, "Authorization", AUTHORIZATION)
                            .isProblem(405, "method-not-allowed")
                            .header("Allow"))
                    .hasValue("POST");
        }
    }
}
