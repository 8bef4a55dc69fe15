package io.sluice.store.guard;

import java.util.Locale;

/** The operations of the store port, as metrics name them. */
enum Operation {
    HEAD,
    GET,
    TAGS,
    LIST,
    PUT,
    DELETE,
    COPY,
    SET_TAGS,
    CREATE_MULTIPART,
    PUT_PART,
    COMPLETE_MULTIPART,
    ABORT_MULTIPART,
    LIST_PARTS,
    LIST_MULTIPART,
    ENSURE_BUCKET,
    PING;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** When the same call may be sent again after a failure. */
    enum Repeat {
        /** It does the same however often it is done. */
        ALWAYS,
        /** Only when the failed call certainly was not carried out. */
        IF_NOT_DONE,
        /** Its bytes are gone. */
        NEVER
    }
}
