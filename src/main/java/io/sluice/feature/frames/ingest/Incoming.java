package io.sluice.feature.frames.ingest;

import io.sluice.feature.frames.Frame;
import io.sluice.feature.frames.mcap.ImageHead;

/**
 * A frame that is to be stored.
 *
 * @param head as the pack will have it
 * @param books of its stream
 * @param awaited whether its sender does nothing else until it is stored
 */
record Incoming(Frame frame, ImageHead head, Books books, boolean awaited) {}
