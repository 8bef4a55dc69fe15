package io.sluice.store;

/** Where something that is told of an object was learnt. */
public enum Origin {
    /** From the store, by this call. */
    STORE("miss"),

    /** From the cache that replicas share. */
    SHARED_CACHE("l2"),

    /** From the memory of this process. */
    OWN_CACHE("l1");

    /** The response header that tells it. */
    public static final String HEADER = "X-Cache";

    private final String label;

    Origin(String label) {
        this.label = label;
    }

    /** As it stands in the header and in the metrics. */
    public String label() {
        return label;
    }
}
