package io.sluice.base.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.fault.Fault.Effect;
import io.smallrye.mutiny.CompositeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
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
    void theMeaningIsFoundAmongCauses() {
        assertThat(Fault.from(new ExecutionException(new CompletionException(missing))))
                .isSameAs(missing);
        assertThat(Fault.from(new UncheckedIOException(new IOException(missing))))
                .isSameAs(missing);
    }

    @Test
    void ofSeveralFailuresTheFirstWithAMeaningCounts() {
        Fault busy = Fault.of(FaultCode.STORE_BUSY, "The store is too busy.");
        assertThat(Fault.from(new CompositeException(missing, busy))).isSameAs(missing);
        assertThat(Fault.from(
                        new CompositeException(new IOException("broken"), new CompletionException(busy), missing)))
                .isSameAs(busy);
    }

    @Test
    void aFaultAfterTheFailureDoesNotHideIt() {
        IllegalStateException bug = new IllegalStateException("bug");
        bug.addSuppressed(missing);

        assertThat(Fault.from(bug).code()).isEqualTo(FaultCode.INTERNAL_ERROR);
    }

    @Test
    void causesMayGoRoundInACircle() {
        IOException one = new IOException("one");
        one.initCause(new IOException("two", one));

        assertThat(Fault.from(one).code()).isEqualTo(FaultCode.INTERNAL_ERROR);
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
