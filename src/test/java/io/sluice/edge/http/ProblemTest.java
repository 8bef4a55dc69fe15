package io.sluice.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {
    @ParameterizedTest
    @EnumSource
    void everyFaultBecomesADocumentThatTellsNoCause(FaultCode code) {
        Fault fault = Fault.of(code, "What was wrong.", new IOException("10.0.0.1 refused"));

        JsonObject json = new JsonObject(new Problem(fault, "id-1").json());

        assertThat(json.getMap())
                .containsOnlyKeys("type", "title", "status", "detail", "code", "requestId")
                .containsEntry("type", "urn:sluice:problem:" + code.wire())
                .containsEntry("title", code.title())
                .containsEntry("status", code.status())
                .containsEntry("detail", "What was wrong.")
                .containsEntry("code", code.wire())
                .containsEntry("requestId", "id-1");
    }
}
