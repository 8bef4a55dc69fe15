package io.sluice.store;

/** The order of S3 listings: by UTF-8 bytes, which is the order of code points (not of Java's UTF-16 units). */
public final class KeyOrder {
    private KeyOrder() {}

    /** Compares as {@link java.util.Comparator} does. */
    public static int compare(String left, String right) {
        int shared = Math.min(left.length(), right.length());
        for (int i = 0; i < shared; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean bothUnpaired = Character.isSurrogate(a) == Character.isSurrogate(b);
                return bothUnpaired ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
