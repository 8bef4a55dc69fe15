package io.sluice.edge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.base.fault.Fault;
import io.vertx.core.json.JsonArray;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrantJsonTest {
    @Test
    void whatIsWrittenIsReadAgain() {
        List<Grant> grants = List.of(
                Grant.unlimited(Role.WORKER),
                new Grant(Role.READER, Limits.of(List.of("files", "other"), List.of("photos/"), List.of("gate-*"))));

        assertThat(GrantJson.parse(GrantJson.of(grants))).isEqualTo(grants);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{}]",
                "[{\"role\":\"root\"}]",
                "[{\"role\":\"ADMIN\"}]",
                "[{\"role\":\"reader\",\"buckets\":[]}]",
                "[{\"role\":\"reader\",\"buckets\":\"files\"}]",
                "[{\"role\":\"reader\",\"buckets\":[1]}]",
                "[{\"role\":\"reader\",\"buckets\":[\"No\"]}]",
                "[{\"role\":\"reader\",\"prefixes\":[\"\"]}]",
                "[{\"role\":\"reader\",\"prefix\":[\"a\"]}]",
                "[\"reader\"]"
            })
    void whatIsNoGrantIsRefused(String json) {
        assertThatExceptionOfType(Fault.class).isThrownBy(() -> GrantJson.parse(new JsonArray(json)));
    }
}
