package io.sluice.base.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.fault.Fault.Effect;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class FaultTest {
    private static final Fault MISSING = Fault.of(FaultCode.OBJECT_NOT_FOUND, "There is no such object.");

    @Test
    void theMeaningIsFoundThroughWhatFuturesWrapItIn() {
        assertThat(Fault.from(new CompletionException(new CompletionException(MISSING))))
                .isSameAs(MISSING);
        assertThat(Fault.from(MISSING)).isSameAs(MISSING);
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
        assertThat(MISSING.getStackTrace()).isEmpty();
    }

    @Test
    void headersAreAddedToACopy() {
        Fault more = MISSING.withHeader("A", "1").withHeader("B", "2").withUnknownEffect();

        assertThat(MISSING.headers()).isEmpty();
        assertThat(more.headers()).containsEntry("A", "1").containsEntry("B", "2");
        assertThat(more.effect()).isEqualTo(Effect.UNKNOWN);
        assertThat(more.code()).isEqualTo(FaultCode.OBJECT_NOT_FOUND);
    }
}
