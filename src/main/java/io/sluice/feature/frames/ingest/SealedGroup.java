package io.sluice.feature.frames.ingest;

import io.sluice.feature.frames.pack.SealedPack;
import java.util.List;

/** A pack that is to be stored, and whose frames are in it. */
record SealedGroup(SealedPack pack, List<Books.Batch> batches) {}
