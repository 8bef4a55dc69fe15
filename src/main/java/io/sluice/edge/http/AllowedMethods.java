package io.sluice.edge.http;

import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;

/** Which methods the resources at a path take: a 405 has to say it (RFC 9110, section 15.5.6), and Quarkus does not. */
final class AllowedMethods {
    private AllowedMethods() {}

    static String of(ResteasyReactiveRequestContext request) {
        String path = request.getPathWithoutPrefix();
        var classes =
                new RequestMapper<>(new ArrayList<>(request.getDeployment().getClassMappers()));
        Set<String> methods = new TreeSet<>();
        for (var match = classes.map(path); match != null; match = classes.continueMatching(path, match)) {
            for (var handler : match.value.handlers) {
                if (handler instanceof ClassRoutingHandler routing) {
                    add(methods, routing.getMappers(), match.remaining.isEmpty() ? "/" : match.remaining);
                }
            }
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return String.join(", ", methods);
    }

    private static void add(
            Set<String> methods, Map<String, RequestMapper<RuntimeResource>> byMethod, String remaining) {
        byMethod.forEach((method, mapper) -> {
            if (method != null && mapper.map(remaining) != null) {
                methods.add(method);
            }
        });
    }
}
