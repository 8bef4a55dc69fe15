package io.sluice.edge.audit;

/**
 * The end of a chain, as it was at some time.
 *
 * @param chain its id
 * @param seq of its last line
 * @param hash of that line
 */
public record ChainHead(String chain, long seq, String hash) {}
