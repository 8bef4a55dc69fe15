package io.sluice.planted.store;

/** A value. */
public record ObjectKey(String value) {}
