package io.sluice.edge.access;

/** What became of a look at a credential. */
public sealed interface Identification {
    record As(Principal principal) implements Identification {}

    /**
     * It is not taken.
     *
     * @param why told to who has shown it
     * @param guess whether whoever tries others like it gets nearer to one that is
     */
    record Refused(String why, boolean guess) implements Identification {
        public static Refused guess(String why) {
            return new Refused(why, true);
        }

        /** It was right once, or will be, or is somewhere else. */
        public static Refused here(String why) {
            return new Refused(why, false);
        }
    }
}
