package io.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Conditional writes: who wins, and what the others are told. */
public abstract class WriteConditionContract extends StoreFixture {
    private static final ETag OTHER = new ETag("0123456789abcdef0123456789abcdef");
    private static final int WRITERS = 100;

    @Test
    void createIsRefusedWhereAnObjectIs() {
        assertThat(Await.on(write("c", WriteCondition.ABSENT, "first")).size()).isEqualTo(5);
        assertFails(FaultCode.PRECONDITION_FAILED, write("c", WriteCondition.ABSENT, "second"));
        assertThat(text(ref("c"))).isEqualTo("first");
    }

    @Test
    void createIsPossibleAgainAfterADelete() {
        put(ref("c"), "first");
        Await.on(store().delete(ref("c"), WriteCondition.NONE));
        Await.on(write("c", WriteCondition.ABSENT, "second"));
        assertThat(text(ref("c"))).isEqualTo("second");
    }

    @Test
    void replaceWantsTheTag() {
        ETag first = put(ref("c"), "first").etag();
        ETag second =
                Await.on(write("c", WriteCondition.matches(first), "second")).etag();
        assertFails(FaultCode.PRECONDITION_FAILED, write("c", WriteCondition.matches(first), "third"));
        assertFails(FaultCode.PRECONDITION_FAILED, write("c", WriteCondition.matches(OTHER), "third"));
        assertThat(text(ref("c"))).isEqualTo("second");
        assertThat(head(ref("c")).etag()).isEqualTo(second);
    }

    @Test
    void aTagOfAMissingObjectIsRefused() {
        Fault ofPut = Await.failure(write("none", WriteCondition.matches(OTHER), "x"));
        assertThat(ofPut.code()).isIn(FaultCode.OBJECT_NOT_FOUND, FaultCode.PRECONDITION_FAILED);
        Fault ofDelete = Await.failure(store().delete(ref("none"), WriteCondition.matches(OTHER)));
        assertThat(ofDelete.code()).isIn(FaultCode.OBJECT_NOT_FOUND, FaultCode.PRECONDITION_FAILED);
        assertMissing(ref("none"));
    }

    @Test
    void deleteWantsTheTag() {
        ETag etag = put(ref("c"), "abc").etag();
        assertFails(FaultCode.PRECONDITION_FAILED, store().delete(ref("c"), WriteCondition.matches(OTHER)));
        assertThat(text(ref("c"))).isEqualTo("abc");
        Await.on(store().delete(ref("c"), WriteCondition.matches(etag)));
        assertMissing(ref("c"));
    }

    @Test
    void copyWantsTheTagOfItsSource() {
        ETag old = put(ref("from"), "old").etag();
        put(ref("from"), "new");
        assertFails(FaultCode.PRECONDITION_FAILED, store().copy(ref("from"), old, ref("to"), WriteCondition.NONE));
        assertFails(FaultCode.OBJECT_NOT_FOUND, store().copy(ref("none"), old, ref("to"), WriteCondition.NONE));
        assertMissing(ref("to"));
    }

    @Test
    void copyKeepsTheConditionOfItsTarget() {
        ETag source = put(ref("from"), "source").etag();
        ETag target = put(ref("to"), "target").etag();
        assertFails(FaultCode.PRECONDITION_FAILED, store().copy(ref("from"), source, ref("to"), WriteCondition.ABSENT));
        assertFails(
                FaultCode.PRECONDITION_FAILED,
                store().copy(ref("from"), source, ref("to"), WriteCondition.matches(OTHER)));
        assertThat(text(ref("to"))).isEqualTo("target");
        Await.on(store().copy(ref("from"), source, ref("to"), WriteCondition.matches(target)));
        assertThat(text(ref("to"))).isEqualTo("source");
        Await.on(store().copy(ref("from"), source, ref("new"), WriteCondition.ABSENT));
        assertThat(text(ref("new"))).isEqualTo("source");
    }

    @Test
    void ofRacingCreatorsExactlyOneWins() {
        List<Optional<Throwable>> ends = race(WRITERS, writer -> write("race", WriteCondition.ABSENT, "w" + writer));
        assertThat(text(ref("race"))).isEqualTo("w" + onlyWinner(ends));
    }

    @Test
    void ofRacingReplacersExactlyOneWins() {
        ETag etag = put(ref("race"), "before").etag();
        List<Optional<Throwable>> ends =
                race(WRITERS, writer -> write("race", WriteCondition.matches(etag), "w" + writer));
        assertThat(text(ref("race"))).isEqualTo("w" + onlyWinner(ends));
    }

    @Test
    void racingReplacersThatReadAgainLoseNoChange() {
        put(ref("count"), "0");
        List<Optional<Throwable>> ends = race(20, writer -> increment());
        assertThat(ends).allMatch(Optional::isEmpty);
        assertThat(text(ref("count"))).isEqualTo("20");
    }

    private Uni<Stored> increment() {
        return store().get(ref("count"), io.sluice.base.bytes.ByteRange.all(), 100, ReadCondition.NONE)
                .chain(read -> {
                    int before = Integer.parseInt(new String(bytes(read), java.nio.charset.StandardCharsets.UTF_8));
                    WriteCondition same = WriteCondition.matches(read.info().etag());
                    return write("count", same, Integer.toString(before + 1));
                })
                .onFailure(WriteConditionContract::lost)
                .recoverWithUni(this::increment);
    }

    private Uni<Stored> write(String name, WriteCondition condition, String text) {
        return store().put(ref(name), Attributes.NONE, condition, held(text));
    }

    private static int onlyWinner(List<Optional<Throwable>> ends) {
        int winner = -1;
        for (int i = 0; i < ends.size(); i++) {
            if (ends.get(i).isEmpty()) {
                assertThat(winner).as("a second winner beside %s", i).isEqualTo(-1);
                winner = i;
            } else {
                assertThat(lost(ends.get(i).get())).as("%s", ends.get(i)).isTrue();
            }
        }
        assertThat(winner).as("nobody won").isNotEqualTo(-1);
        return winner;
    }

    private static boolean lost(Throwable failure) {
        FaultCode code = Fault.from(failure).code();
        return code == FaultCode.PRECONDITION_FAILED || code == FaultCode.WRITE_CONFLICT;
    }

    private static void assertFails(FaultCode code, Uni<?> write) {
        assertThat(Await.failure(write).code()).isEqualTo(code);
    }
}
