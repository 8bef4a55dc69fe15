package io.sluice.feature.operations;

/**
 * Something that whoever runs Sluice has to know.
 *
 * @param code stable, in lower case with dashes
 * @param detail what it means, and what to do about it; no secret is in it
 */
public record Notice(String code, String detail) {}
