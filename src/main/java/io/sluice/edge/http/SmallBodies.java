package io.sluice.edge.http;

import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Bodies that are read as a whole, small as they are. They are paid for from the byte budget until they have been parsed. */
@ApplicationScoped
public class SmallBodies {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ByteBudget budget;
    private final BodyFlows.Factory bodies;

    SmallBodies(ByteBudget budget, BodyFlows.Factory bodies) {
        this.budget = budget;
        this.bodies = bodies;
    }

    /**
     * The body of a request. Nothing of it is asked for before it is paid for. On the request's lane.
     *
     * @param largest bytes of it that are taken
     * @param parse makes something of it that does not keep it
     * @return fails with {@code body-too-large}, {@code budget-exhausted}, and as {@code parse} does
     */
    public <T> Uni<T> read(RoutingContext ctx, int largest, Function<Buffer, T> parse) {
        BodyFlows.hold(ctx);
        long length = Headers.contentLength(ctx.request());
        if (length > largest) {
            throw Fault.of(FaultCode.BODY_TOO_LARGE, "The body has more than " + largest + " bytes.");
        }
        long paid = length == Headers.NO_LENGTH ? largest : length;
        Executor lane = RequestContext.lane(ctx);
        return Uni.createFrom()
                .completionStage(() -> budget.acquire(paid, ByteBudget.Share.FLOOR, PATIENCE))
                .emitOn(lane)
                .chain(lease -> {
                    BodyFlows.goOn(ctx);
                    return Uni.createFrom()
                            .completionStage(bodies.of(ctx, lane).whole(largest))
                            .map(parse)
                            .onTermination()
                            .invoke(lease::close);
                });
    }
}
