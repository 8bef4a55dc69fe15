package io.sluice.edge.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody is to Sluice. Roles do not contain each other, but for {@link #ADMIN}: who reads and writes has both. */
public enum Role {
    /** Reads objects and frames, and hands out links to read. */
    READER,
    /** Stores and deletes objects, and hands out links to store. */
    WRITER,
    /** Sends frames. */
    CAMERA,
    /** Takes jobs. */
    WORKER,
    /** Does everything within its limits; without limits also what concerns Sluice as a whole. */
    ADMIN;

    /** As it stands in configuration, tokens and answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is for objects of buckets at all. */
    boolean isForObjects() {
        return switch (this) {
            case READER, WRITER, ADMIN -> true;
            case CAMERA, WORKER -> false;
        };
    }

    /** Empty when there is none of this name. */
    public static Optional<Role> of(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst();
    }
}
