package io.sluice.edge.routes;

import io.sluice.base.fault.Fault;
import io.sluice.edge.access.Access;
import io.sluice.edge.access.Action;
import io.sluice.edge.access.Credential;
import io.sluice.edge.access.Need;
import io.sluice.edge.access.Principal;
import io.sluice.edge.access.Resource;
import io.sluice.edge.audit.AuditEvent;
import io.sluice.edge.http.Answers;
import io.sluice.edge.http.BodyFlows;
import io.sluice.edge.http.RequestContext;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way in, and what is noted of it. A refusal has a line and a count, wherever on the way it is found out: one,
 * when it is told first. What has to be noted when it is allowed has its line when the answer ends.
 */
final class Passage implements RequestContext.FailureListener {
    private final Entrance entrance;
    private final RoutingContext ctx;
    private final Entrance.Asking asking;
    private Principal who = Principal.ANONYMOUS;
    private @Nullable Resource resource;
    private @Nullable Fault refusal;

    /** It was looked at what it is about. */
    private boolean asked;

    /** It has a line when it ends. */
    private boolean audited;

    Passage(Entrance entrance, RoutingContext ctx, Entrance.Asking asking) {
        this.entrance = entrance;
        this.ctx = ctx;
        this.asking = asking;
    }

    private Action action() {
        return asking.action();
    }

    void enter() {
        RequestContext.onFailure(ctx, this);
        Principal known;
        try {
            known = identify();
        } catch (RuntimeException refused) {
            Answers.fail(ctx, refused);
            return;
        }
        if (known != null) {
            pass(known);
        }
    }

    /** Null when somebody has to be asked: then it goes on later. */
    private @Nullable Principal identify() {
        if (action().need() == Need.NOTHING) {
            return Principal.ANONYMOUS;
        }
        Credential shown = ShownCredential.of(ctx.request());
        if (shown == null) {
            return stranger();
        }
        Principal known = entrance.identities().atHand(shown, Callers.address(ctx));
        if (known == null) {
            BodyFlows.hold(ctx);
            entrance.identities()
                    .find(shown, Callers.address(ctx))
                    .emitOn(RequestContext.lane(ctx))
                    .subscribe()
                    .with(this::pass, refused -> Answers.fail(ctx, refused));
        }
        return known;
    }

    private Principal stranger() {
        return switch (entrance.mode()) {
            case REQUIRED -> throw Access.unauthenticated(Access.NO_CREDENTIALS);
            case OPEN -> Principal.ANYBODY;
            case LOOPBACK -> {
                LocalCaller.check(ctx.request(), action().change());
                yield Principal.ANYBODY;
            }
        };
    }

    private void pass(Principal found) {
        who = found;
        Callers.note(ctx, found);
        try {
            decide();
            asking.handler().handle(ctx);
        } catch (RuntimeException failure) {
            Answers.fail(ctx, failure);
        }
    }

    private void decide() {
        asked = true;
        Resource about = asking.resource().apply(ctx);
        resource = about;
        Callers.note(ctx, about);
        entrance.access().check(who, action(), about);
        if (entrance.access().audited(action(), about)) {
            admit();
        }
    }

    private void admit() {
        Fault behind = entrance.notes().behind();
        if (behind != null) {
            throw behind;
        }
        audited = true;
        RequestContext.onEnd(ctx, this::ended);
    }

    /** The request goes on for long: what has a line when it ends has one now. */
    void goesOn() {
        if (audited) {
            note(about(), new Callers.Ended(Callers.link(ctx), AuditEvent.GOES_ON, false));
        }
    }

    /** Fails with a refusal when who sends the request may no longer, and as reads do when that cannot be told. */
    Uni<Void> recheck() {
        return Uni.createFrom().deferred(() -> {
            Credential shown = ShownCredential.of(ctx.request());
            Uni<Principal> found = shown == null
                    ? Uni.createFrom().item(stranger())
                    : entrance.identities().again(shown);
            return found.invoke(now -> entrance.access().check(now, action(), Objects.requireNonNull(resource)))
                    .replaceWithVoid();
        });
    }

    @Override
    public void failed(Fault fault) {
        if (refusal == null && fault.refusal()) {
            refusal = fault;
            entrance.notes().denied(fault.code().status());
            if (!audited) {
                ended(fault.code().status());
            }
        }
    }

    private void ended(int status) {
        List<Callers.Done> done = Callers.done(ctx);
        if (done.isEmpty()) {
            note(about(), new Callers.Ended(Callers.link(ctx), status, refusal != null));
        } else {
            done.forEach(this::note);
        }
    }

    private void note(Callers.Done done) {
        if (done.ended().denied()) {
            entrance.notes().denied(done.ended().status());
        }
        note(done.resource().label(), done.ended());
    }

    private void note(String about, Callers.Ended ended) {
        entrance.notes().line(ctx, action(), about, ended);
    }

    /** Never the path as it came: whatever stands in it may be a secret in the wrong place. */
    private String about() {
        if (resource != null) {
            return resource.label();
        }
        if (asked) {
            return asking.path();
        }
        try {
            return asking.resource().apply(ctx).label();
        } catch (RuntimeException nothing) {
            return asking.path();
        }
    }
}
