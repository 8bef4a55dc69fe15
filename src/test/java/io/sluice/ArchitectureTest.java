package io.sluice;

import static io.sluice.architecture.Direction.allow;
import static io.sluice.architecture.Foreign.only;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.sluice.architecture.Calls;
import io.sluice.architecture.Direction;
import io.sluice.architecture.Directions;
import io.sluice.architecture.Foreign;
import io.sluice.architecture.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The architecture, as rules that fail the build. docs/ARCHITECTURE.md says why they are what they are. */
class ArchitectureTest {
    /**
     * Who may use whom: all that is not listed is forbidden. The first line that fits a package counts, and a package
     * that no line fits fails the test. {@code {x}} is one name, the same on both sides; {@code ..} is a package and all
     * below it; every package may use itself.
     */
    private static final List<Direction> DIRECTIONS = List.of(
            allow("base.fault").toUse(),
            allow("base.bytes").toUse("base.time", "base.fault"),
            allow("base.{x}").toUse("base.fault"),
            allow("store").toUse("base.."),
            allow("store.cache.redis").toUse("store.cache", "store", "redis", "base.."),
            allow("store.local").toUse("store.local.files", "store", "base.."),
            allow("store.local.files").toUse("store", "base.."),
            allow("store.objects").toUse("store.transfer", "store", "base.."),
            allow("store.{x}").toUse("store", "base.."),
            allow("redis").toUse("base.."),
            allow("edge.http").toUse("base.."),
            allow("edge.conditions").toUse("edge.http", "base..").andValuesOf("store"),
            allow("edge.objects")
                    .toUse("edge.http", "edge.conditions", "edge.gateway", "store.objects", "store.transfer", "base..")
                    .andValuesOf("store"),
            allow("edge.admission").toUse("base.."),
            // Who somebody is and what they may do; how their credentials are looked at; the way in, which brings it
            // together.
            allow("edge.access").toUse("store.objects", "base..").andValuesOf("store"),
            allow("edge.access.{x}")
                    .toUse("edge.access", "store.manifest", "base..")
                    .andValuesOf("store"),
            allow("edge.audit").toUse("base.."),
            allow("edge.audit.trail").toUse("edge.audit", "store.commit", "store", "base.."),
            allow("edge.audit.read").toUse("edge.audit.trail", "edge.audit", "store", "base.."),
            allow("edge.gateway").toUse("base..").andValuesOf("store"),
            allow("edge.routes")
                    .toUse("edge.access..", "edge.audit", "edge.http", "base..")
                    .andValuesOf("store"),
            // The format of packs is bytes in, bytes out; of the port it knows the body that is put.
            allow("feature.frames.mcap").toUse("base.."),
            allow("feature.frames.pack")
                    .toUse("feature.frames", "feature.frames.mcap", "base..")
                    .andValuesOf("store"),
            allow("feature.frames.ingest")
                    .toUse(
                            "feature.frames",
                            "feature.frames.wire",
                            "feature.frames.pack",
                            "feature.frames.mcap",
                            "store.commit",
                            "store",
                            "base.."),
            // What is in which pack, and how frames are read.
            allow("feature.frames.index")
                    .toUse("feature.frames", "feature.frames.pack", "feature.frames.mcap", "base.."),
            allow("feature.frames.redis")
                    .toUse("feature.frames.index", "feature.frames.pack", "feature.frames", "redis", "base.."),
            allow("feature.frames.catalog")
                    .toUse(
                            "feature.frames.index",
                            "feature.frames.pack",
                            "feature.frames.mcap",
                            "feature.frames",
                            "store",
                            "base.."),
            allow("feature.frames.read")
                    .toUse(
                            "feature.frames.erasures",
                            "feature.frames.catalog",
                            "feature.frames.index",
                            "feature.frames.pack",
                            "feature.frames.mcap",
                            "feature.frames",
                            "store",
                            "base.."),
            // What writes packs anew.
            allow("feature.frames.rewrite")
                    .toUse(
                            "feature.frames.read",
                            "feature.frames.catalog",
                            "feature.frames.index",
                            "feature.frames.pack",
                            "feature.frames.mcap",
                            "store",
                            "base.."),
            // What is done to stored packs in the background.
            allow("feature.frames.upkeep")
                    .toUse(
                            "feature.frames.rewrite",
                            "feature.frames.catalog",
                            "feature.frames.pack",
                            "feature.frames.mcap",
                            "store",
                            "store.lease",
                            "base.."),
            // What leaves frames out of packs, and why.
            allow("feature.frames.sweep")
                    .toUse(
                            "feature.frames.rewrite",
                            "feature.frames.catalog",
                            "feature.frames.pack",
                            "feature.frames.mcap",
                            "store",
                            "base.."),
            allow("feature.frames.retention")
                    .toUse(
                            "feature.frames.sweep",
                            "feature.frames.settings",
                            "feature.frames.rewrite",
                            "feature.frames.pack",
                            "feature.frames",
                            "store.lease",
                            "store.manifest",
                            "store",
                            "base.."),
            // What is asked to be erased, for all who read or write packs anew; and who does it.
            allow("feature.frames.erasures")
                    .toUse("feature.frames.pack", "feature.frames", "store.manifest", "store", "base.."),
            allow("feature.frames.erasing")
                    .toUse(
                            "feature.frames.erasures",
                            "feature.frames.sweep",
                            "feature.frames.settings",
                            "feature.frames.rewrite",
                            "feature.frames.catalog",
                            "feature.frames.pack",
                            "feature.frames",
                            "store.lease",
                            "store.manifest",
                            "store",
                            "base.."),
            allow("feature.frames.export")
                    .toUse("feature.frames.read", "feature.frames.mcap", "feature.frames", "base.."),
            allow("feature.frames.settings").toUse("feature.frames", "store.manifest", "store", "base.."),
            allow("feature.frames.http")
                    .toUse("feature.frames..", "store.manifest", "edge..", "base..")
                    .andValuesOf("store"),
            allow("feature.buckets").toUse("store.buckets", "store", "base.."),
            // What links say stands below what is done with them.
            allow("feature.links.seal").toUse("store.objects", "store.manifest", "store", "base.."),
            allow("feature.links")
                    .toUse(
                            "feature.links.seal",
                            "store.objects",
                            "store.transfer",
                            "store.manifest",
                            "store",
                            "base.."),
            allow("feature.links.http")
                    .toUse("feature.links", "feature.links.seal", "store.objects", "store.transfer", "edge..", "base..")
                    .andValuesOf("store"),
            allow("feature.keys").toUse("edge.access..", "store.manifest", "store", "base.."),
            allow("feature.{x}")
                    .toUse("store", "store.objects", "edge.access", "edge.admission", "edge.audit", "base.."),
            // The values of the port's root package, as resources parse and print keys, conditions and ETags.
            // The port itself is not among them: what is asked of the store is decided in the feature's core.
            allow("feature.{x}.http")
                    .toUse("feature.{x}", "store.objects", "edge..", "base..")
                    .andValuesOf("store"),
            allow("feature.frames.wire").toUse("feature.frames", "base.."),
            allow("feature.{x}.redis").toUse("feature.{x}", "redis", "base.."),
            allow("runtime..").toUse(".."));

    /** The interfaces of the store port; whatever else is in its package is a value. */
    private static final List<String> PORT = List.of(
            "ObjectStore",
            "ObjectReads",
            "ObjectWrites",
            "MultipartWrites",
            "ObjectListener",
            "BucketSettings",
            "Presigner");

    /** What comes from outside, and the only packages that may see it. */
    private static final List<Foreign> FOREIGN = List.of(
            only("store.s3").sees("software.amazon..", "io.quarkiverse.amazon.."),
            only("edge..", "feature..http..", "runtime..").sees("io.vertx.ext.web.."),
            only("edge.access.tokens").sees("org.jose4j.."),
            only("edge..", "feature..http..", "runtime..", "store.s3").sees("io.vertx.core.http.."),
            only("redis", "..redis").sees("io.vertx.redis..", "io.vertx.mutiny.redis..", "io.quarkus.redis.."));

    private static final String MAIN = "io.sluice";
    private static final String PLANTED = "io.sluice.planted";

    private static final JavaClasses MAIN_CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(MAIN);
    private static final JavaClasses PLANTED_CLASSES = new ClassFileImporter().importPackages(PLANTED);

    @Test
    void packagesUseOnlyWhatTheyMay() {
        assertThat(breachesOf(directions(MAIN), MAIN_CLASSES)).isEmpty();
    }

    @Test
    void librariesStayBehindTheirPackages() {
        for (Foreign foreign : FOREIGN) {
            assertThat(breachesOf(foreign.rule(MAIN), MAIN_CLASSES)).isEmpty();
        }
    }

    /** A route that came in another way would let everybody in. */
    @Test
    void routesComeInByOneWay() {
        assertThat(breachesOf(
                        Shape.onlyRegisterRoutes(MAIN + ".edge.routes", MAIN + ".edge.http.RequestFilter"),
                        MAIN_CLASSES))
                .isEmpty();
        assertThat(breachesOf(Shape.onlyRegisterRoutes(MAIN + ".edge.routes", "none"), MAIN_CLASSES))
                .anyMatch(breach -> breach.contains("RequestFilter"));
    }

    @Test
    void nothingWaitsForAnotherThread() {
        assertThat(breachesOf(Calls.noBlocking(MAIN + ".runtime.LastWait"), MAIN_CLASSES))
                .isEmpty();
    }

    @Test
    void clockRandomnessAndIdsComeFromOnePackage() {
        assertThat(breachesOf(Calls.nothingAmbient(MAIN + ".base.time"), MAIN_CLASSES))
                .isEmpty();
    }

    @Test
    void packagesHaveNoCycles() {
        assertThat(breachesOf(Shape.noCycles(MAIN), MAIN_CLASSES)).isEmpty();
    }

    @Test
    void namesSayWhatAThingIs() {
        assertThat(breachesOf(Shape.tellingNames(), MAIN_CLASSES)).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() {
        assertThat(Shape.packagesWithoutInfo(MAIN_CLASSES)).isEmpty();
    }

    @Test
    void noFileIsLong() {
        assertThat(Shape.longFiles()).isEmpty();
    }

    @Test
    void aForbiddenDirectionIsFound() {
        assertThat(breachesOf(directions(PLANTED), PLANTED_CLASSES))
                .anyMatch(breach -> breach.contains("base.fault may not use store:"))
                .anyMatch(breach -> breach.contains("feature.b may not use feature.a:"))
                .anyMatch(breach ->
                        breach.contains("feature.a.http may not use store:") && breach.contains("ObjectStore"))
                .anyMatch(breach -> breach.contains("stray is in no line of the list"))
                .noneMatch(breach -> breach.startsWith("feature.a.http")
                        && breach.contains("type <" + PLANTED + ".store.ObjectKey"));
    }

    @Test
    void aForbiddenCallIsFound() {
        assertThat(breachesOf(Calls.noBlocking("none"), PLANTED_CLASSES))
                .anyMatch(breach -> breach.contains("CompletableFuture.join"))
                .anyMatch(breach -> breach.contains("UniAwait"))
                .anyMatch(breach -> breach.contains("Thread.sleep"))
                .anyMatch(breach -> breach.contains("LinkedBlockingQueue.take"));
        assertThat(breachesOf(Calls.nothingAmbient("none"), PLANTED_CLASSES))
                .anyMatch(breach -> breach.contains("Instant.now"))
                .anyMatch(breach -> breach.contains("System.nanoTime"))
                .anyMatch(breach -> breach.contains("Random.<init>"))
                .anyMatch(breach -> breach.contains("UUID.randomUUID"));
    }

    @Test
    void aForbiddenLibraryCycleNameAndPackageAreFound() {
        assertThat(breachesOf(FOREIGN.getFirst().rule(PLANTED), PLANTED_CLASSES))
                .anyMatch(breach -> breach.contains("software.amazon"))
                .noneMatch(breach -> breach.contains("store.s3"));
        assertThat(breachesOf(Shape.noCycles(PLANTED), PLANTED_CLASSES)).isNotEmpty();
        assertThat(breachesOf(Shape.tellingNames(), PLANTED_CLASSES)).anyMatch(breach -> breach.contains("StrayUtils"));
        assertThat(Shape.packagesWithoutInfo(PLANTED_CLASSES)).contains(PLANTED + ".stray");
    }

    private static ArchRule directions(String root) {
        return new Directions(root, DIRECTIONS, PORT).rule();
    }

    private static List<String> breachesOf(ArchRule rule, JavaClasses classes) {
        assertThat(classes).isNotEmpty();
        return rule.allowEmptyShould(true).evaluate(classes).getFailureReport().getDetails();
    }
}
