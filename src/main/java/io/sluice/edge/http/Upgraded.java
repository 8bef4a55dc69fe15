package io.sluice.edge.http;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.http.runtime.filters.QuarkusRequestWrapper;
import io.vertx.core.http.HttpServerRequest;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import org.jboss.logging.Logger;

/**
 * A request that has become something else. Quarkus counts a request as under way until its answer ends; that of a WebSocket
 * never does, and would keep every later stop of the process waiting for {@code quarkus.shutdown.timeout}.
 */
@RegisterForReflection(targets = QuarkusRequestWrapper.class)
public final class Upgraded {
    private static final Logger LOG = Logger.getLogger(Upgraded.class);

    private Upgraded() {}

    /** Its connection is closed. There is no public way to tell Quarkus; without this one, a stop takes longer. */
    public static void over(HttpServerRequest request) {
        try {
            QuarkusRequestWrapper counted = QuarkusRequestWrapper.get(request);
            if (counted != null) {
                Method done = QuarkusRequestWrapper.class.getDeclaredMethod("done");
                done.setAccessible(true);
                done.invoke(counted);
            }
        } catch (ReflectiveOperationException | InaccessibleObjectException changed) {
            LOG.debugf("A closed WebSocket is still counted as under way: cause=%s", String.valueOf(changed));
        }
    }
}
