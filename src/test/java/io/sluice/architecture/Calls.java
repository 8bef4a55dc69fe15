package io.sluice.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/** Calls, and references to methods, that main code must not make. */
public final class Calls {
    private static final String CONSTRUCTOR = JavaConstructor.CONSTRUCTOR_NAME;

    /** By the type that declares the method, or any below it. */
    private static final List<Ban> BLOCKING = List.of(
            Ban.of("io.smallrye.mutiny.Uni", "await"),
            Ban.of("io.smallrye.mutiny.groups.UniAwait", "indefinitely", "atMost"),
            Ban.of("io.smallrye.mutiny.groups.MultiSubscribe", "asIterable", "asStream"),
            Ban.of("io.vertx.mutiny.core.Vertx", "closeAndAwait", "executeBlockingAndAwait"),
            Ban.of("java.util.concurrent.Future", "get", "join"),
            Ban.of("java.util.concurrent.ExecutorService", "invokeAll", "invokeAny", "awaitTermination", "close"),
            Ban.of("java.util.concurrent.ForkJoinTask", "invoke"),
            Ban.of("io.netty.util.concurrent.Future", "await", "awaitUninterruptibly", "sync", "syncUninterruptibly"),
            Ban.of("java.util.concurrent.BlockingQueue", "take", "put"),
            Ban.of("java.util.concurrent.BlockingDeque", "takeFirst", "takeLast", "putFirst", "putLast"),
            Ban.of("java.util.concurrent.CountDownLatch", "await"),
            Ban.of("java.util.concurrent.CyclicBarrier", "await"),
            Ban.of("java.util.concurrent.Phaser", "awaitAdvance", "arriveAndAwaitAdvance"),
            Ban.of("java.util.concurrent.Exchanger", "exchange"),
            Ban.of("java.util.concurrent.Semaphore", "acquire", "acquireUninterruptibly"),
            Ban.of("java.util.concurrent.TimeUnit", "sleep", "timedWait", "timedJoin"),
            Ban.of("java.util.concurrent.locks.Condition", "await", "awaitNanos", "awaitUntil", "awaitUninterruptibly"),
            Ban.of("java.util.concurrent.locks.LockSupport", "park", "parkNanos", "parkUntil"),
            Ban.of("java.lang.Thread", "sleep", "join"),
            Ban.of("java.lang.Process", "waitFor"),
            Ban.of("java.lang.Object", "wait"));

    private static final List<Ban> AMBIENT = List.of(
            Ban.of("java.lang.System", "currentTimeMillis", "nanoTime"),
            Ban.of("java.time.Instant", "now"),
            Ban.of("java.time.chrono.ChronoLocalDate", "now"),
            Ban.of("java.time.chrono.ChronoLocalDateTime", "now"),
            Ban.of("java.time.chrono.ChronoZonedDateTime", "now"),
            Ban.of("java.time.LocalTime", "now"),
            Ban.of("java.time.OffsetDateTime", "now"),
            Ban.of("java.time.OffsetTime", "now"),
            Ban.of("java.time.Year", "now"),
            Ban.of("java.time.YearMonth", "now"),
            Ban.of("java.time.Clock", "system", "systemUTC", "systemDefaultZone", "tickMillis", "tickSeconds"),
            Ban.of("java.util.Date", CONSTRUCTOR),
            Ban.of("java.util.UUID", "randomUUID"),
            Ban.of("java.lang.Math", "random"),
            Ban.of("java.util.Collections", "shuffle"),
            Ban.of("java.util.Random", CONSTRUCTOR),
            Ban.of("java.security.SecureRandom", "getInstance", "getInstanceStrong"),
            Ban.of("java.util.SplittableRandom", CONSTRUCTOR),
            Ban.of("java.util.concurrent.ThreadLocalRandom", "current"),
            Ban.of("java.util.random.RandomGenerator", "of", "getDefault"));

    private Calls() {}

    /** Nothing but {@code exempt} keeps a thread until another thread, or time, has gone on. */
    public static ArchRule noBlocking(String exempt) {
        return noClasses()
                .that()
                .doNotHaveFullyQualifiedName(exempt)
                .should()
                .accessTargetWhere(describe("call what blocks", access -> banned(access, BLOCKING)));
    }

    /** The clock, randomness and ids are injected: only {@code source} reads them. */
    public static ArchRule nothingAmbient(String source) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(source)
                .should()
                .accessTargetWhere(describe("the clock or randomness is read", access -> banned(access, AMBIENT)));
    }

    private static boolean banned(JavaAccess<?> access, List<Ban> bans) {
        return bans.stream()
                .anyMatch(ban ->
                        ban.hits(access.getTargetOwner(), access.getTarget().getName()));
    }

    private record Ban(String type, Set<String> members) {
        static Ban of(String type, String... members) {
            return new Ban(type, Set.of(members));
        }

        boolean hits(JavaClass owner, String member) {
            return members.contains(member) && owner.isAssignableTo(type);
        }
    }
}
