package io.sluice.edge.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Turns what resource methods throw into problem documents. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
    private final RoutingContext ctx;

    ProblemMapper(RoutingContext ctx) {
        this.ctx = ctx;
    }

    @Override
    public Response toResponse(Throwable failure) {
        Fault fault = failure instanceof WebApplicationException web ? ofWeb(web) : Fault.from(failure);
        Answers.log(ctx, fault);
        Response.ResponseBuilder response = Response.status(fault.code().status())
                .header(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .entity(new Problem(fault, RequestContext.id(ctx)).json());
        fault.headers().forEach(response::header);
        if (fault.retryable()) {
            response.header(HttpHeaders.RETRY_AFTER, Problem.RETRY_AFTER);
        }
        return response.build();
    }

    private static Fault ofWeb(WebApplicationException failure) {
        return switch (failure.getResponse().getStatus()) {
            case 404 -> Fault.of(FaultCode.ROUTE_NOT_FOUND, "There is nothing at this path.");
            case 405 -> Fault.of(FaultCode.METHOD_NOT_ALLOWED, "This resource does not take that method.");
            case 400, 406, 415 -> Fault.of(FaultCode.INVALID_HEADER, "The request cannot be read as it is.");
            default -> Fault.from(failure);
        };
    }
}
