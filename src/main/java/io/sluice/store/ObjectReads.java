package io.sluice.store;

import io.sluice.base.bytes.ByteRange;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reading half of the store port. Every operation starts when subscribed to, may be subscribed to again, fails with a
 * {@link io.sluice.base.fault.Fault}, and may complete on any thread.
 */
public interface ObjectReads {
    /** What is known of an object. Fails with {@code object-not-found}, {@code not-modified}, {@code precondition-failed}. */
    Uni<ObjectInfo> head(ObjectRef object, ReadCondition condition);

    /**
     * A bounded range of an object, whole. The caller has paid for {@code maxBytes}; a range that reaches further is cut to
     * them. Fails as {@link #head} does, and with {@code range-not-satisfiable}.
     */
    Uni<ReadRange> get(ObjectRef object, ByteRange range, long maxBytes, ReadCondition condition);

    /**
     * What can be told at once, without a call to anyone; never older than the bound the store states. Null when the object
     * has to be asked for. Any thread; never blocks.
     */
    default @Nullable KnownObject known(ObjectRef object) {
        return null;
    }

    /** The tags of an object. */
    Uni<Map<String, String>> tags(ObjectRef object);

    /** One page of keys. */
    Uni<ListPage> list(ListQuery query);
}
