package io.sluice.feature.links.http;

import io.sluice.base.fault.Fault;
import io.sluice.edge.access.Access;
import io.sluice.edge.access.Action;
import io.sluice.edge.access.Principal;
import io.sluice.edge.access.Resource;
import io.sluice.edge.access.Role;
import io.sluice.edge.gateway.OwnUrls;
import io.sluice.edge.http.SmallJson;
import io.sluice.edge.routes.Callers;
import io.sluice.edge.routes.JsonAnswer;
import io.sluice.edge.routes.Routes;
import io.sluice.feature.links.LinkWish;
import io.sluice.feature.links.Links;
import io.sluice.feature.links.LinksConfig;
import io.sluice.feature.links.MadeLink;
import io.sluice.feature.links.seal.Maker;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectKey;
import io.sluice.store.ObjectRef;
import io.sluice.store.objects.Visibility;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** {@code POST /api/v1/buckets/{bucket}/links} makes links, {@code DELETE …/{id}} revokes one. */
@ApplicationScoped
public class LinkRoutes {
    private static final int AT_ONCE = 16;
    private static final int MADE = 201;
    private static final int NO_CONTENT = 204;

    private final Links links;
    private final LinksConfig config;
    private final SmallJson bodies;
    private final Access access;
    private final OwnUrls urls;

    LinkRoutes(Links links, LinksConfig config, SmallJson bodies, Access access, OwnUrls urls) {
        this.links = links;
        this.config = config;
        this.bodies = bodies;
        this.access = access;
        this.urls = urls;
    }

    void register(@Observes Routes routes) {
        routes.at("/api/v1/buckets/:bucket/links", "links")
                .on(HttpMethod.POST, Action.LINK_MAKE, LinkRoutes::about, JsonAnswer.by(this::make));
        routes.at("/api/v1/buckets/:bucket/links/:id", "link")
                .on(HttpMethod.DELETE, Action.LINK_REVOKE, LinkRoutes::about, JsonAnswer.by(this::revoke));
    }

    private static Resource.OfPrefix about(RoutingContext ctx) {
        return new Resource.OfPrefix(new BucketName(Objects.requireNonNullElse(ctx.pathParam("bucket"), "")), "");
    }

    private static BucketName bucket(RoutingContext ctx) {
        return Callers.about(ctx, Resource.OfPrefix.class).bucket();
    }

    private Uni<JsonAnswer> make(RoutingContext ctx) {
        return bodies.read(ctx, LinkRequest.FIELDS, LinkRequest.LARGEST).chain(json -> {
            LinkRequest request = new LinkRequest(json, config);
            LinkWish wish = request.wish();
            List<String> keys = request.keys();
            return request.many() ? many(ctx, wish, keys) : one(ctx, wish, keys.getFirst());
        });
    }

    private Uni<JsonAnswer> one(RoutingContext ctx, LinkWish wish, String key) {
        return made(ctx, wish, key)
                .map(link -> {
                    Callers.did(ctx, List.of(done(link)));
                    return JsonAnswer.of(MADE, new LinkJson(urls, ctx.request()).of(link));
                })
                .onFailure()
                .invoke(failure -> Callers.did(ctx, List.of(refused(ctx, key, Fault.from(failure)))));
    }

    /** Each key gets its link, or the reason why not. */
    private Uni<JsonAnswer> many(RoutingContext ctx, LinkWish wish, List<String> keys) {
        return Multi.createFrom()
                .range(0, keys.size())
                .onItem()
                .transformToUni(place -> told(ctx, wish, place, keys.get(place)))
                .merge(AT_ONCE)
                .collect()
                .asList()
                .map(told -> {
                    List<Told> ordered = told.stream()
                            .sorted(Comparator.comparingInt(Told::place))
                            .toList();
                    Callers.did(ctx, ordered.stream().map(Told::done).toList());
                    JsonArray items = new JsonArray();
                    ordered.forEach(each -> items.add(each.json()));
                    return JsonAnswer.of(200, new JsonObject().put("items", items));
                });
    }

    /** What became of one of many keys. */
    private record Told(int place, Callers.Done done, JsonObject json) {}

    private Uni<Told> told(RoutingContext ctx, LinkWish wish, int place, String key) {
        return made(ctx, wish, key)
                .map(link -> new Told(place, done(link), new LinkJson(urls, ctx.request()).of(link)))
                .onFailure()
                .recoverWithItem(failure -> {
                    Fault why = Fault.from(failure);
                    return new Told(place, refused(ctx, key, why), LinkJson.of(key, why));
                });
    }

    private static Callers.Done done(MadeLink link) {
        Resource about = new Resource.OfObject(link.object());
        return new Callers.Done(about, Objects.requireNonNullElse(link.id(), ""), MADE);
    }

    /** What was asked for may be no key. */
    private static Callers.Done refused(RoutingContext ctx, String key, Fault why) {
        return Callers.Done.failed(new Resource.OfPrefix(bucket(ctx), key), why);
    }

    /** Nobody hands on what they may not do themselves. */
    private Uni<MadeLink> made(RoutingContext ctx, LinkWish wish, String key) {
        return Uni.createFrom().deferred(() -> {
            Principal who = Callers.of(ctx);
            ObjectRef object = new ObjectRef(bucket(ctx), new ObjectKey(key));
            Resource.OfObject about = new Resource.OfObject(object);
            access.check(who, wish instanceof LinkWish.Read ? Action.OBJECT_READ : Action.OBJECT_WRITE, about);
            boolean ownOnly = !access.visibility(who, about).equals(Visibility.ALL);
            return links.make(object, wish, new Maker(who.subject(), who.known(), ownOnly));
        });
    }

    private Uni<JsonAnswer> revoke(RoutingContext ctx) {
        Principal who = Callers.of(ctx);
        String id = Objects.requireNonNullElse(ctx.pathParam("id"), "");
        Resource.OfPrefix about = Callers.about(ctx, Resource.OfPrefix.class);
        return links.revoke(about.bucket(), id, who.subject(), who.is(Role.ADMIN, about))
                .map(_ -> {
                    Callers.did(ctx, List.of(new Callers.Done(about, id, NO_CONTENT)));
                    return JsonAnswer.NO_CONTENT;
                });
    }
}
