package io.sluice.edge.access;

/** What somebody shows to tell who they are. Never logged. */
public sealed interface Credential {
    /** What failed attempts are counted under; tells nothing of the secret. */
    String name();

    /** An API key. */
    record Key(String id, String secret) implements Credential {
        @Override
        public String name() {
            return id;
        }

        @Override
        public String toString() {
            return "Key[" + id + "]";
        }
    }

    /** Any other bearer token. */
    record Bearer(String token) implements Credential {
        @Override
        public String name() {
            return "bearer";
        }

        @Override
        public String toString() {
            return "Bearer[]";
        }
    }
}
