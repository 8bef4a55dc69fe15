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

    /** Any other bearer token: a signed one, or the admin key of the configuration. */
    record Bearer(String token) implements Credential {
        private static final int DOTS_OF_A_SIGNED_ONE = 2;

        /** A signature cannot be guessed; what is not signed may be tried. */
        @Override
        public String name() {
            boolean signed = token.chars().filter(c -> c == '.').count() == DOTS_OF_A_SIGNED_ONE;
            return signed ? "token" : "bearer";
        }

        @Override
        public String toString() {
            return "Bearer[]";
        }
    }
}
