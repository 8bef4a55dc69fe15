package io.sluice.store.transfer;

/**
 * How large the next read of a download is and how many reads may be ahead of the client. A client that outruns the store
 * gets larger reads and more of them; one that lags behind soon holds a single small one.
 *
 * @param bytes of the next read
 * @param ahead how many reads may be under way or waiting for the client
 */
record ReadAhead(int bytes, int ahead, Bounds bounds) {
    record Bounds(int smallest, int largest, int mostAhead) {}

    static ReadAhead starting(TransferSettings settings) {
        Bounds bounds = new Bounds(settings.firstRange(), settings.range(), settings.rangesAhead());
        return new ReadAhead(bounds.smallest, 1, bounds);
    }

    /** The client had taken everything and waited. */
    ReadAhead starved() {
        return new ReadAhead(Math.min(bounds.largest, bytes * 2), Math.min(bounds.mostAhead, ahead + 1), bounds);
    }

    /** The client still had not taken a whole read when the next was there. */
    ReadAhead lagging() {
        return new ReadAhead(Math.max(bounds.smallest, bytes / 2), Math.max(1, ahead - 1), bounds);
    }
}
