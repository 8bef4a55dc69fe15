package io.sluice.edge.routes;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.base.fault.Fault;
import io.sluice.base.telemetry.Meters;
import io.sluice.base.time.TimeSource;
import io.sluice.edge.access.Access;
import io.sluice.edge.access.AccessConfig.Mode;
import io.sluice.edge.access.Action;
import io.sluice.edge.access.Credential;
import io.sluice.edge.access.Identities;
import io.sluice.edge.access.Need;
import io.sluice.edge.access.Principal;
import io.sluice.edge.access.Resource;
import io.sluice.edge.audit.AuditEvent;
import io.sluice.edge.audit.AuditLog;
import io.sluice.edge.http.Answers;
import io.sluice.edge.http.BodyFlows;
import io.sluice.edge.http.RequestContext;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in: finds out who sends them, decides whether they may, and has noted what has to be. On the request's event loop; a
 * request whose sender is known at once passes in its own turn.
 */
final class Gate {
    private static final int CLIENT_GONE = 499;

    private final Mode mode;
    private final Access access;
    private final Identities identities;
    private final Means means;

    /** What the gate works with beside its rules. */
    record Means(AuditLog audit, TimeSource time, MeterRegistry meters) {}

    /** What a request asks for. */
    record Asking(Action action, Function<RoutingContext, Resource> resource, Handler<RoutingContext> handler) {}

    Gate(Mode mode, Access access, Identities identities, Means means) {
        this.mode = mode;
        this.access = access;
        this.identities = identities;
        this.means = means;
    }

    /** Hands the request on when its sender may; ends it otherwise. */
    void enter(RoutingContext ctx, Asking asking) {
        new Passage(ctx, asking).enter();
    }

    /** One request on its way in. */
    private final class Passage {
        private final RoutingContext ctx;
        private final Asking asking;
        private Principal who = Principal.ANONYMOUS;
        private @Nullable Resource resource;

        Passage(RoutingContext ctx, Asking asking) {
            this.ctx = ctx;
            this.asking = asking;
        }

        private Action action() {
            return asking.action();
        }

        void enter() {
            Principal known;
            try {
                known = identify();
            } catch (RuntimeException refusal) {
                refuse(refusal);
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
            Principal known = identities.atHand(shown, Callers.address(ctx));
            if (known == null) {
                BodyFlows.hold(ctx);
                identities
                        .find(shown, Callers.address(ctx))
                        .emitOn(RequestContext.lane(ctx))
                        .subscribe()
                        .with(this::pass, this::refuse);
            }
            return known;
        }

        private Principal stranger() {
            return switch (mode) {
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
                decide(asking.resource().apply(ctx));
            } catch (RuntimeException refusal) {
                refuse(refusal);
                return;
            }
            try {
                asking.handler().handle(ctx);
            } catch (RuntimeException failure) {
                Answers.fail(ctx, failure);
            }
        }

        private void decide(Resource about) {
            resource = about;
            Callers.note(ctx, about);
            access.check(who, action(), about);
            admit(about);
        }

        private void admit(Resource about) {
            if (access.audited(action(), about)) {
                Fault behind = means.audit().behind();
                if (behind != null) {
                    throw behind;
                }
                ctx.addEndHandler(
                        ended -> note(ended.succeeded() ? ctx.response().getStatusCode() : CLIENT_GONE));
            }
        }

        private void refuse(Throwable failure) {
            Fault fault = Fault.from(failure);
            if (AuditEvent.isDenial(fault.code().status())) {
                note(fault.code().status());
            }
            Answers.fail(ctx, fault);
        }

        private void note(int status) {
            if (AuditEvent.isDenial(status)) {
                denied(status);
            }
            List<Callers.Done> done = Callers.done(ctx);
            if (done.isEmpty()) {
                String about = resource == null ? RequestContext.shownPath(ctx) : resource.label();
                line(about, Callers.link(ctx), status);
            } else {
                done.forEach(each -> line(each.resource().label(), each.link(), each.status()));
            }
        }

        private void line(String about, String link, int status) {
            Principal by = Callers.of(ctx);
            means.audit()
                    .add(new AuditEvent(
                            means.time().now(),
                            new AuditEvent.Who(by.subject(), by.kind().label(), Callers.address(ctx), link),
                            action().label(),
                            about,
                            Objects.requireNonNullElse(RequestContext.id(ctx), ""),
                            status));
        }
    }

    private void denied(int status) {
        Counter.builder(Meters.DENIED)
                .description("Requests that were refused for who sends them")
                .tag("status", Integer.toString(status))
                .register(means.meters())
                .increment();
    }
}
