package io.sluice.edge.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.edge.routes.AccessTable.Row;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.http.Reply;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route, for every role, is answered as the table says; and there is no route that is not in it. */
@ExtendWith(ServersTellOnFailure.class)
class AccessTableIT {
    private static final AccessTable TABLE = AccessTable.read();
    private static @Nullable AccessWorld world;

    @BeforeAll
    static void begin() {
        world = new AccessWorld(TABLE);
    }

    @AfterAll
    static void end() {
        Objects.requireNonNull(world).close();
    }

    private static AccessWorld world() {
        return Objects.requireNonNull(world);
    }

    @Test
    void theTableHasEveryRouteAndNoOther() {
        List<String> routes = world().routes().stream()
                .map(JsonObject.class::cast)
                .map(route -> route.getString("method") + " " + route.getString("path"))
                .toList();

        assertThat(TABLE.rows().stream().map(Row::route).distinct()).containsExactlyInAnyOrderElementsOf(routes);
    }

    static Collection<Row> rows() {
        return TABLE.rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyRoleIsAnsweredAsTheTableSays(Row row) {
        List<Reply> replies =
                TABLE.roles().stream().map(role -> world().answer(row, role)).toList();

        List<Integer> statuses = replies.stream().map(Reply::status).toList();
        assertThat(statuses).as(() -> row + " " + TABLE.roles() + " " + replies).isEqualTo(row.statuses());
        IntStream.range(0, replies.size())
                .filter(i -> statuses.get(i) == 401)
                .forEach(i -> assertThat(replies.get(i).header("WWW-Authenticate"))
                        .as("%s of %s", row, TABLE.roles().get(i))
                        .isPresent());
    }
}
