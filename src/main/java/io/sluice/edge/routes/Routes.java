package io.sluice.edge.routes;

import io.sluice.edge.access.Action;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Takes the routes of all features, each with what may be asked there and who may. While Sluice starts; one thread. */
public final class Routes {
    /** After the filter of all requests, which has -1,000. */
    private static final int BEFORE_QUARKUS = -500;

    private final Router router;
    private final Entrance entrance;
    private final Map<String, PathRoutes> paths = new LinkedHashMap<>();

    /**
     * One method of one path, as it is told to admins.
     *
     * @param path with its variables in braces
     */
    public record Listed(HttpMethod method, String path, Action action) {}

    Routes(Router router, Entrance entrance) {
        this.router = router;
        this.entrance = entrance;
    }

    /**
     * The routes of a path.
     *
     * @param path as the Vert.x router takes it: {@code :name} is a segment, a {@code *} at the end all that follows
     * @param name in metrics, for the methods that are added now
     */
    public PathRoutes at(String path, String name) {
        return at(path, name, router::route);
    }

    /** As {@link #at}, before what Quarkus itself has there, which would answer everybody. */
    PathRoutes before(String path, String name) {
        return at(path, name, before -> router.route(before).order(BEFORE_QUARKUS));
    }

    private PathRoutes at(String path, String name, Function<String, Route> route) {
        PathRoutes there = paths.computeIfAbsent(path, _ -> {
            PathRoutes made = new PathRoutes(path, entrance);
            route.apply(path).handler(made);
            return made;
        });
        return there.named(name);
    }

    List<Listed> listed() {
        return paths.values().stream()
                .flatMap(PathRoutes::listed)
                .sorted(Comparator.comparing(Listed::path)
                        .thenComparing(route -> route.method().name()))
                .toList();
    }
}
