package io.sluice.store.commit;

/**
 * What is being collected, to be stored as one object. Confined to the turns of its {@link GroupCommit}.
 *
 * @param <I> what is collected
 */
public interface Group<I> {
    /** Whether the item belongs into this group, and not into the next one; an empty group takes any. */
    boolean takes(I item);

    void add(I item);

    /** How many items it has. */
    int size();

    /** Whether it is to be stored now. */
    boolean full();

    /** No more is added. */
    SealedGroup seal();
}
