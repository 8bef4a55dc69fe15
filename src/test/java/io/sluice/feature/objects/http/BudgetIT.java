package io.sluice.feature.objects.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.http.Reply;
import io.sluice.testing.http.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Memory that is used up is said, and comes back. */
@ExtendWith(ServersTellOnFailure.class)
class BudgetIT extends ApiFixture {
    private static final int WINDOWS = 2048 / 128;

    private static @Nullable SluiceProcess process;

    @BeforeAll
    static void start() {
        process = SluiceProcess.ready(Setup.embedded()
                .withProperties(Map.of("sluice.memory.budget", "2M", "sluice.transfer.patience", "1s")));
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(process).close();
    }

    @Override
    SluiceProcess sluice() {
        return Objects.requireNonNull(process);
    }

    @Test
    void whoComesWhenMemoryIsUsedUpIsToldWhenToComeBack() {
        put("there", "x");
        List<Wire> open = new ArrayList<>();
        try {
            for (int i = 0; i < WINDOWS; i++) {
                open.add(http().connect().head("PUT " + path("open" + i), "Content-Length: 1000000"));
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> budgetUsed() == 2 << 20);

            Reply put = http().call("PUT", path("late"), noise(200_000)).isProblem(503, "budget-exhausted");
            Reply get = get("there").isProblem(503, "budget-exhausted");

            for (Reply refused : List.of(put, get)) {
                assertThat(refused.header("Retry-After"))
                        .hasValueSatisfying(seconds -> assertThat(seconds).matches("[1-9][0-9]*"));
            }
            head("there").has(200);
            for (Wire wire : open) {
                wire.bytes(new byte[1_000_000]);
                wire.answer().has(201);
            }
        } finally {
            open.forEach(Wire::close);
        }
        get("there").has(200);
        await().atMost(Duration.ofSeconds(10)).until(() -> budgetUsed() == 0);
    }

    @Test
    void clientsThatGoAwayGiveTheirMemoryBack() {
        List<Wire> open = new ArrayList<>();
        for (int i = 0; i < WINDOWS; i++) {
            Wire wire = http().connect().head("PUT " + path("gone" + i), "Transfer-Encoding: chunked");
            open.add(wire.chunk(new byte[10_000]));
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> budgetUsed() > 1 << 20);

        open.forEach(Wire::close);

        await().atMost(Duration.ofSeconds(10)).until(() -> budgetUsed() == 0);
        put("after", "x");
    }

    @Test
    void objectsFarLargerThanTheBudgetPassThrough() {
        byte[] body = noise(SEVERAL_PARTS);

        http().call("PUT", path("large"), body).has(201);

        assertThat(get("large").has(200).body()).isEqualTo(body);
        await().atMost(Duration.ofSeconds(10)).until(() -> budgetUsed() == 0);
    }

    private long budgetUsed() {
        String line = http().call("GET", "/q/metrics")
                .has(200)
                .text()
                .lines()
                .filter(text -> text.startsWith("sluice_budget_used_bytes"))
                .findFirst()
                .orElseThrow();
        return (long) Double.parseDouble(line.substring(line.lastIndexOf(' ')));
    }
}
