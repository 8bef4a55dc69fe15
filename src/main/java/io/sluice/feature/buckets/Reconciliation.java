package io.sluice.feature.buckets;

import io.sluice.base.fault.Fault;
import io.sluice.store.BucketName;
import io.sluice.store.BucketSetting;
import io.sluice.store.FoundSetting;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the store stood beside what is declared, and what was done about it.
 *
 * @param dryRun whether nothing was to be done
 * @param findings for every bucket, and everything that is declared of it
 */
public record Reconciliation(boolean dryRun, List<Finding> findings) {
    public Reconciliation {
        findings = List.copyOf(findings);
    }

    /** What became of one setting. */
    public enum Outcome {
        /** As it should be already. */
        SAME,
        /** It would be changed. */
        DIFFERENT,
        CHANGED,
        /** The store has no such thing. */
        NOT_SUPPORTED,
        /** The store has taken it, and keeps something else. */
        NOT_KEPT,
        /** The store does not take it. */
        REFUSED,
        /** It could not be told, or done. */
        FAILED;

        /** As it stands in answers and logs. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * One setting of one bucket of the store.
     *
     * @param bucket by its real name
     * @param setting what it is called; {@code bucket} for the bucket itself
     * @param was null when there was none, or when it could not be told
     * @param declared null for the bucket itself
     * @param why it is not as declared; null when it is, or nothing stands against it
     */
    public record Finding(
            BucketName bucket,
            String setting,
            Outcome outcome,
            @Nullable FoundSetting was,
            @Nullable BucketSetting declared,
            @Nullable Fault why) {
        boolean worthAnotherTry() {
            return outcome == Outcome.FAILED && why != null && why.retryable();
        }

        boolean bad() {
            return switch (outcome) {
                case SAME, DIFFERENT, CHANGED -> false;
                case NOT_SUPPORTED, NOT_KEPT, REFUSED, FAILED -> true;
            };
        }
    }
}
