package io.sluice.edge.routes;

import io.sluice.base.fault.Fault;
import io.sluice.edge.access.Principal;
import io.sluice.edge.access.Resource;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;

/** Who sends a request, and what it is about, once its route has let it in. */
public final class Callers {
    private static final String PRINCIPAL = "sluice.principal";
    private static final String RESOURCE = "sluice.resource";
    private static final String LINK = "sluice.link";
    private static final String DONE = "sluice.done";

    private Callers() {}

    public static Principal of(RoutingContext ctx) {
        return Objects.requireNonNullElse(ctx.<Principal>get(PRINCIPAL), Principal.ANONYMOUS);
    }

    /** What was decided on; whoever acts on anything else acts on something that nobody has looked at. */
    public static <R extends Resource> R about(RoutingContext ctx, Class<R> kind) {
        return kind.cast(Objects.requireNonNull(ctx.get(RESOURCE)));
    }

    /** The request acts for somebody who is not there, by a link. */
    public static void actsFor(RoutingContext ctx, String subject, String link) {
        note(ctx, new Principal(Principal.Kind.LINK, subject, List.of()));
        ctx.put(LINK, link);
    }

    /**
     * What one request has done with one thing, as the audit trail has it.
     */
    public record Done(Resource resource, Ended ended) {
        /** @param link empty for none */
        public Done(Resource resource, String link, int status) {
            this(resource, new Ended(link, status, false));
        }

        /** Nothing came of it. */
        public static Done failed(Resource resource, Fault why) {
            return new Done(resource, new Ended("", why.code().status(), why.refusal()));
        }
    }

    /**
     * How something ended.
     *
     * @param link empty for none
     * @param denied whether it was refused for who asked
     */
    record Ended(String link, int status, boolean denied) {}

    /** The request was about several things: each has a line of its own in the audit trail, instead of one for all. */
    public static void did(RoutingContext ctx, List<Done> things) {
        ctx.put(DONE, List.copyOf(things));
    }

    static List<Done> done(RoutingContext ctx) {
        return Objects.requireNonNullElse(ctx.<List<Done>>get(DONE), List.of());
    }

    static String link(RoutingContext ctx) {
        return Objects.requireNonNullElse(ctx.<String>get(LINK), "");
    }

    static void note(RoutingContext ctx, Principal principal) {
        ctx.put(PRINCIPAL, principal);
    }

    static void note(RoutingContext ctx, Resource resource) {
        ctx.put(RESOURCE, resource);
    }

    /** The client's address, as the HTTP server tells it: that of a proxy, unless it is told to believe the proxy. */
    public static String address(RoutingContext ctx) {
        SocketAddress address = ctx.request().remoteAddress();
        return address == null || address.hostAddress() == null ? "unknown" : address.hostAddress();
    }
}
