package io.sluice.base.fault;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A failure with a meaning: what a caller is told, and whether trying again is safe.
 *
 * <p>Immutable. {@link #detail()} is shown to clients: it names what the client sent, never an internal address, a
 * credential or a stack trace. {@link #headers()} are response headers that belong to the answer ({@code ETag} of a 304,
 * {@code Content-Range} of a 416). Expected faults carry no stack trace, so they are cheap on hot paths.
 */
public final class Fault extends RuntimeException {
    /** Causes may go round in a circle. */
    private static final int DEEPEST = 20;

    private static final Throwable[] NONE = {};

    private final FaultCode code;
    private final String detail;
    private final Effect effect;
    private final transient Map<String, String> headers;
    private final boolean hiding;

    /** What is known of a failed write. */
    public enum Effect {
        /** The operation was not carried out; it may be sent again. */
        NONE,
        /** The operation may or may not have been carried out. */
        UNKNOWN
    }

    private Fault(
            FaultCode code, String detail, Effect effect, Map<String, String> headers, @Nullable Throwable cause) {
        this(code, detail, new Traits(effect, headers, false), cause);
    }

    /** What else there is to a fault. */
    private record Traits(Effect effect, Map<String, String> headers, boolean hiding) {}

    private Fault(FaultCode code, String detail, Traits traits, @Nullable Throwable cause) {
        super(code.wire() + ": " + detail, cause, false, cause != null && code == FaultCode.INTERNAL_ERROR);
        this.code = code;
        this.detail = detail;
        this.effect = traits.effect();
        this.headers = Map.copyOf(traits.headers());
        this.hiding = traits.hiding();
    }

    public static Fault of(FaultCode code, String detail) {
        return new Fault(code, detail, Effect.NONE, Map.of(), null);
    }

    public static Fault of(FaultCode code, String detail, @Nullable Throwable cause) {
        return new Fault(code, detail, Effect.NONE, Map.of(), cause);
    }

    /**
     * The meaning of any failure: the first {@link Fault} in its chain of causes, else {@link FaultCode#INTERNAL_ERROR}. Of
     * several failures in one, which has the first as its cause and suppresses the others, it is that of the first that
     * has a meaning.
     */
    public static Fault from(Throwable failure) {
        Fault known = within(failure, DEEPEST);
        return known != null
                ? known
                : new Fault(
                        FaultCode.INTERNAL_ERROR,
                        "See the log by the request id.",
                        Effect.UNKNOWN,
                        Map.of(),
                        unwrapped(failure));
    }

    /** What is suppressed counts only beside a cause: elsewhere it is what went wrong after the failure itself. */
    private static @Nullable Fault within(Throwable failure, int depth) {
        if (failure instanceof Fault fault) {
            return fault;
        }
        Throwable cause = failure.getCause();
        if (cause == null || depth == 0) {
            return null;
        }
        Fault known = within(cause, depth - 1);
        for (Throwable other : known == null ? failure.getSuppressed() : NONE) {
            known = known == null ? within(other, depth - 1) : known;
        }
        return known;
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable at = failure;
        while ((at instanceof CompletionException || at instanceof ExecutionException) && at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }

    /** The same fault, of an operation that may have been carried out. */
    public Fault withUnknownEffect() {
        return new Fault(code, detail, new Traits(Effect.UNKNOWN, headers(), hiding), getCause());
    }

    /** The same fault, said of something that may be there, to somebody who is not to learn that it is. */
    public Fault hidingIt() {
        return new Fault(code, detail, new Traits(effect, headers(), true), getCause());
    }

    /** The same fault with one more response header. */
    public Fault withHeader(String name, String value) {
        Map<String, String> more = new java.util.HashMap<>(headers);
        more.put(name, value);
        return new Fault(code, detail, new Traits(effect, more, hiding), getCause());
    }

    public FaultCode code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    public Effect effect() {
        return effect;
    }

    public Map<String, String> headers() {
        return Objects.requireNonNull(headers, "headers");
    }

    /** Whether it is a refusal: something is not done because of who asks, whatever they are told. */
    public boolean refusal() {
        return hiding || code.refusal();
    }

    /** Whether the same operation, sent again, may succeed. */
    public boolean retryable() {
        return code.retryable();
    }
}
