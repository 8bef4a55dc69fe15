package io.sluice.planted.base.fault;

import io.sluice.planted.store.ObjectKey;

/** A base package that knows the rest. */
record KnowsTheStore(ObjectKey key) {}
