package io.sluice.planted.feature.a;

import io.sluice.planted.feature.a.http.Resource;

/** With its resource, a cycle. */
public interface Core {
    void use(Resource resource);
}
