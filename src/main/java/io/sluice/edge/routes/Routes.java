package io.sluice.edge.routes;

import io.sluice.edge.access.Action;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes the routes of all features, each with what may be asked there and who may. While Sluice starts; one thread. */
public final class Routes {
    private final Router router;
    private final Gate gate;
    private final Map<String, PathRoutes> paths = new LinkedHashMap<>();

    /**
     * One method of one path, as it is told to admins.
     *
     * @param path with its variables in braces
     */
    public record Listed(HttpMethod method, String path, Action action) {}

    Routes(Router router, Gate gate) {
        this.router = router;
        this.gate = gate;
    }

    /**
     * The routes of a path.
     *
     * @param path as the Vert.x router takes it: {@code :name} is a segment, a {@code *} at the end all that follows
     * @param name in metrics, for the methods that are added now
     */
    public PathRoutes at(String path, String name) {
        PathRoutes there = paths.computeIfAbsent(path, _ -> {
            PathRoutes made = new PathRoutes(path, gate);
            router.route(path).handler(made);
            return made;
        });
        return there.named(name);
    }

    List<Listed> listed() {
        return paths.values().stream().flatMap(PathRoutes::listed).toList();
    }
}
