package io.sluice.base.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.fault.Fault.Effect;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class FaultTest {
    private final Fault missing = Fault.of(FaultCode.OBJECT_NOT_FOUND, "There is no such object.");

    @Test
    void theMeaningIsFoundThroughWhatFuturesWrapItIn() {
        assertThat(Fault.from(new CompletionException(new CompletionException(missing))))
                .isSameAs(missing);
        assertThat(Fault.from(missing)).isSameAs(missing);
    }

    @Test
    void whatHasNoMeaningTellsNothing() {
        IOException cause = new IOException("10.0.0.1 refused");

        Fault fault = Fault.from(new CompletionException(cause));

        assertThat(fault.code()).isEqualTo(FaultCode.INTERNAL_ERROR);
        assertThat(fault.detail()).doesNotContain("10.0.0.1");
        assertThat(fault.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(fault).hasCause(cause);
    }

    @Test
    void anExpectedFaultCarriesNoStackTrace() {
        assertThat(missing.getStackTrace()).isEmpty();
    }

    @Test
    void headersAreAddedToACopy() {
        Fault more = missing.withHeader("A", "1").withHeader("B", "2").withUnknownEffect();

        assertThat(missing.headers()).isEmpty();
        assertThat(more.headers()).containsEntry("A", "1").containsEntry("B", "2");
        assertThat(more.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(more.code()).isEqualTo(FaultCode.OBJECT_NOT_FOUND);
    }
}
