package io.sluice.base.telemetry;

/** The names of the metrics, with their units. They are part of the API: dashboards and alerts stand on them. */
public final class Meters {
    /** Timer: requests by {@code route}, {@code method} and {@code status}, until the last byte of the answer. */
    public static final String REQUESTS = "sluice.http.requests";

    /** Counter, bytes: bodies received. */
    public static final String BYTES_IN = "sluice.http.bytes.in";

    /** Counter, bytes: bodies sent. */
    public static final String BYTES_OUT = "sluice.http.bytes.out";

    /** Counter: requests that were refused for who sent them, by {@code status}. */
    public static final String DENIED = "sluice.access.denied";

    /** Counter: lines of the audit trail that are durable. */
    public static final String AUDIT_LINES = "sluice.audit.lines";

    /** Counter: lines of the audit trail that were given up. */
    public static final String AUDIT_LOST = "sluice.audit.lost";

    /** Counter: refusals that have no line in the audit trail, as there were too many. */
    public static final String AUDIT_SKIPPED = "sluice.audit.skipped";

    /** Gauge, bytes: lines of the audit trail that wait for the store. */
    public static final String AUDIT_WAITING = "sluice.audit.waiting.bytes";

    /** Gauge, bytes: taken from the byte budget now. */
    public static final String BUDGET_USED = "sluice.budget.used.bytes";

    /** Gauge, bytes: the whole byte budget. */
    public static final String BUDGET_CAPACITY = "sluice.budget.capacity.bytes";

    /** Gauge: transfers that wait for bytes now. */
    public static final String BUDGET_WAITERS = "sluice.budget.waiters";

    /** Gauge, bytes: memory off the heap that lies ready for parts of uploads. */
    public static final String SLABS_KEPT = "sluice.slabs.kept.bytes";

    /** Counter: parts of uploads by {@code way}: {@code held} or {@code passed}. */
    public static final String UPLOAD_PARTS = "sluice.upload.parts";

    /** Timer: calls to the store by {@code operation} and {@code outcome}, each attempt for itself. */
    public static final String STORE_OPERATIONS = "sluice.store.operations";

    /** Counter: calls to the store that were sent again, by {@code operation}. */
    public static final String STORE_RETRIES = "sluice.store.retries";

    /** Gauge: calls under way by {@code pool}. */
    public static final String POOL_IN_USE = "sluice.store.pool.in.use";

    /** Gauge: connections by {@code pool}, at most. */
    public static final String POOL_SIZE = "sluice.store.pool.size";

    /**
     * Counter: reads by {@code what} was read ({@code metadata}, {@code bytes}) and {@code from} where it came
     * ({@code l1}: this process, {@code l2}: Redis, {@code miss}: the store).
     */
    public static final String CACHE_LOOKUPS = "sluice.cache.lookups";

    /** Counter: camera frames that came whole, by {@code way}: {@code single}, {@code multipart} or {@code websocket}. */
    public static final String FRAMES = "sluice.frames.taken";

    /** Counter, bytes: the images of these frames, by {@code way}. */
    public static final String FRAME_BYTES = "sluice.frames.taken.bytes";

    /** Counter: frames that are not stored, by {@code code}. */
    public static final String FRAMES_REFUSED = "sluice.frames.refused";

    /** Gauge: senders of frames, by {@code way}. */
    public static final String FRAME_STREAMS = "sluice.frames.streams";

    /** Summary, bytes: packs that were stored. */
    public static final String PACKS = "sluice.frames.packs";

    /** Timer: from when a pack is sealed until the store has it. */
    public static final String PACK_COMMITS = "sluice.frames.pack.commits";

    /** Counter: frames that live viewers did not get because they were too slow. */
    public static final String FRAMES_SKIPPED = "sluice.frames.skipped";

    /** Counter: frames that were left out of a stream or an export because they are damaged. */
    public static final String FRAMES_CORRUPT = "sluice.frames.corrupt";

    /** Gauge, bytes: what the index of frames takes. */
    public static final String FRAMES_INDEX = "sluice.frames.index.bytes";

    /** Counter: packs by {@code what}: {@code read} were joined with others, {@code written} came in their place. */
    public static final String COMPACTED_PACKS = "sluice.frames.compaction.packs";

    /** Counter, bytes: of these packs, by {@code what}. */
    public static final String COMPACTED_BYTES = "sluice.frames.compaction.bytes";

    /** Counter: frames of joined packs by {@code what}: {@code kept}, or a {@code copy} of one that was. */
    public static final String COMPACTED_FRAMES = "sluice.frames.compaction.frames";

    /** Counter: packs that were not joined because they are damaged. */
    public static final String COMPACTION_DAMAGED = "sluice.frames.compaction.damaged";

    /** Counter: rounds of the compaction that were broken off. */
    public static final String COMPACTION_FAILURES = "sluice.frames.compaction.failures";

    /** Timer: joining packs into a new one, from reading to deleting. */
    public static final String COMPACTIONS = "sluice.frames.compaction.rewrites";

    /** Gauge, seconds since 1970: when the last round of the compaction came to its end. */
    public static final String COMPACTION_LAST = "sluice.frames.compaction.last.done";

    /** Counter: frames that were let go because their time was over. */
    public static final String FRAMES_EXPIRED = "sluice.frames.expired";

    /** Counter: packs that were deleted or written anew for that. */
    public static final String PACKS_EXPIRED = "sluice.frames.expired.packs";

    /** Counter: rounds of the retention that were broken off. */
    public static final String RETENTION_FAILURES = "sluice.frames.retention.failures";

    /** Gauge: when nothing was left to let go, in seconds since 1970. */
    public static final String RETENTION_LAST = "sluice.frames.retention.last";

    /** Counter: frames that were erased. */
    public static final String FRAMES_ERASED = "sluice.frames.erased";

    /** Counter: packs that were deleted or written anew for that. */
    public static final String PACKS_ERASED = "sluice.frames.erased.packs";

    /** Counter: rounds of the erasure that were broken off. */
    public static final String ERASURE_FAILURES = "sluice.frames.erasure.failures";

    /** Gauge: erasures that are not done, when this replica looked last. */
    public static final String ERASURES_RUNNING = "sluice.frames.erasures.running";

    /** Gauge: those of them that damaged packs are in the way of. */
    public static final String ERASURES_DAMAGED = "sluice.frames.erasures.damaged";

    private Meters() {}
}
