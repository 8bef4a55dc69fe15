package io.sluice.feature.links.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.edge.access.Action;
import io.sluice.edge.access.Resource;
import io.sluice.edge.gateway.CorsHeaders;
import io.sluice.edge.gateway.CorsPolicy;
import io.sluice.edge.gateway.PublicBuckets;
import io.sluice.edge.http.Answers;
import io.sluice.edge.http.BodyFlows;
import io.sluice.edge.http.RequestContext;
import io.sluice.edge.objects.ObjectReading;
import io.sluice.edge.routes.Callers;
import io.sluice.edge.routes.Routes;
import io.sluice.feature.links.LinkUse;
import io.sluice.feature.links.SluiceLinks;
import io.sluice.feature.links.seal.Deed;
import io.sluice.feature.links.seal.LinkClaims;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** {@code /l/{token}}: what a link of Sluice is for. On the request's event loop. */
@ApplicationScoped
public class LinkUseRoutes {
    private static final String CLAIMS = "sluice.link.claims";
    private static final int FAILED = 300;

    private final LinkUse use;
    private final ObjectReading reading;
    private final LinkWriting writing;
    private final PublicBuckets buckets;

    LinkUseRoutes(LinkUse use, ObjectReading reading, LinkWriting writing, PublicBuckets buckets) {
        this.use = use;
        this.reading = reading;
        this.writing = writing;
        this.buckets = buckets;
    }

    void register(@Observes Routes routes) {
        routes.at(SluiceLinks.PATH + ":token", "link-use")
                .onRead(Action.LINK_READ, this::about, this::read)
                .on(HttpMethod.OPTIONS, Action.LINK_READ, this::about, this::options)
                .on(HttpMethod.PUT, Action.LINK_WRITE, this::about, this::write)
                .on(HttpMethod.POST, Action.LINK_WRITE, this::about, this::write)
                .on(HttpMethod.DELETE, Action.LINK_WRITE, this::about, this::write);
    }

    /** From here on the request acts for who has made the link. */
    private Resource about(RoutingContext ctx) {
        LinkClaims link = use.open(Objects.requireNonNullElse(ctx.pathParam("token"), ""));
        ctx.put(CLAIMS, link);
        Callers.actsFor(ctx, link.maker().subject(), link.id());
        CorsHeaders.write(cors(link), ctx.request());
        return new Resource.OfObject(link.object());
    }

    private CorsPolicy cors(LinkClaims link) {
        return buckets.of(link.object().bucket()).cors();
    }

    private static LinkClaims link(RoutingContext ctx) {
        return Objects.requireNonNull(ctx.get(CLAIMS));
    }

    private void options(RoutingContext ctx) {
        LinkClaims link = link(ctx);
        CorsHeaders.answer(cors(link), methods(link.deed()), ctx.request());
    }

    private static List<String> methods(Deed deed) {
        return deed instanceof Deed.Read ? List.of("GET", "HEAD", "OPTIONS") : List.of(deed.method(), "OPTIONS");
    }

    private static void checkMethod(RoutingContext ctx, Deed deed) {
        List<String> methods = methods(deed);
        if (!methods.contains(ctx.request().method().name())) {
            throw Fault.of(FaultCode.METHOD_NOT_ALLOWED, "The link is for " + deed.method() + ".")
                    .withHeader("Allow", String.join(", ", methods));
        }
    }

    private void read(RoutingContext ctx) {
        LinkClaims link = link(ctx);
        checkMethod(ctx, link.deed());
        boolean whole = ctx.request().method().equals(HttpMethod.GET);
        if (link.life().once() && whole) {
            readOnce(ctx, link);
        } else if (use.holdsAtHand(link)) {
            answer(ctx, link);
        } else {
            then(ctx, use.holds(link), _ -> answer(ctx, link));
        }
    }

    /** The use is over when bytes are given, all of them or not. */
    private void readOnce(RoutingContext ctx, LinkClaims link) {
        then(ctx, use.take(link), taken -> {
            RequestContext.onEnd(ctx, _ -> {
                if (ctx.response().getStatusCode() >= FAILED) {
                    use.giveBack(taken);
                }
            });
            answer(ctx, link);
        });
    }

    private void answer(RoutingContext ctx, LinkClaims link) {
        String disposition = link.deed() instanceof Deed.Read(var said) ? said : null;
        reading.answer(
                ctx, new ObjectReading.Asked(link.object(), link.maker().whose(), new LinkHead(disposition), false));
    }

    private void write(RoutingContext ctx) {
        LinkClaims link = link(ctx);
        checkMethod(ctx, link.deed());
        BodyFlows.hold(ctx);
        then(
                ctx,
                use.take(link),
                taken -> written(ctx, link).whenComplete((_, failure) -> {
                    if (failure != null) {
                        use.giveBack(taken);
                        Answers.fail(ctx, failure);
                    }
                }));
    }

    private CompletionStage<?> written(RoutingContext ctx, LinkClaims link) {
        try {
            return writing.write(ctx, link);
        } catch (RuntimeException refusal) {
            return CompletableFuture.failedStage(refusal);
        }
    }

    /** Goes on, on the lane, when {@code first} has succeeded. */
    private static <T> void then(RoutingContext ctx, Uni<T> first, Consumer<T> next) {
        first.emitOn(RequestContext.lane(ctx))
                .subscribe()
                .with(
                        outcome -> {
                            try {
                                next.accept(outcome);
                            } catch (RuntimeException failure) {
                                Answers.fail(ctx, failure);
                            }
                        },
                        failure -> Answers.fail(ctx, failure));
    }
}
