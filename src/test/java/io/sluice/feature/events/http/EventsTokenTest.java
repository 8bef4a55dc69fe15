package io.sluice.feature.events.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.testing.Configs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventsTokenTest {
    private static EventsToken configured(Map<String, String> values) {
        return EventsToken.of(Configs.of(EventsConfig.class, values).token());
    }

    private static Fault refused(EventsToken token, @Nullable String authorization) {
        return catchThrowableOfType(Fault.class, () -> token.check(authorization));
    }

    @Test
    void withNothingSaidNobodyIsLetIn() {
        for (Map<String, String> values : List.of(Map.<String, String>of(), Map.of("sluice.events.token", ""))) {
            assertThat(refused(configured(values), "Bearer ").code()).isEqualTo(FaultCode.EVENTS_DISABLED);
            assertThat(refused(configured(values), null).code()).isEqualTo(FaultCode.EVENTS_DISABLED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer s3cret", "bearer s3cret", "Bearer  s3cret "})
    void theTokenLetsIn(String authorization) {
        assertThatCode(() -> configured(Map.of("sluice.events.token", "s3cret")).check(authorization))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "s3cret",
                "Basic s3cret",
                "Bearer s3cre",
                "Bearer s3cret1",
                "Bearer S3CRET"
            })
    void anythingElseIsRefused(@Nullable String authorization) {
        Fault fault = refused(EventsToken.of(Optional.of("s3cret")), authorization);

        assertThat(fault.code()).isEqualTo(FaultCode.UNAUTHENTICATED);
        assertThat(fault.headers()).containsEntry("WWW-Authenticate", "Bearer");
        assertThat(fault.detail()).doesNotContain("s3cret");
    }
}
