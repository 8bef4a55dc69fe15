package io.sluice.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** What packages, classes and files must look like. */
public final class Shape {
    private static final int MOST_LINES = 400;

    private Shape() {}

    public static ArchRule noCycles(String root) {
        return slices().matching(root + ".(**)").should().beFreeOfCycles();
    }

    /** Nothing but {@code routes}, and {@code exempt} for what is refused before any route, sees the router. */
    public static ArchRule onlyRegisterRoutes(String routes, String exempt) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(routes)
                .and()
                .doNotHaveFullyQualifiedName(exempt)
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.vertx.ext.web.Router");
    }

    /** Names that would fit anything are refused. */
    public static ArchRule tellingNames() {
        return noClasses().should().haveNameMatching(".*(Impl|Utils?|Helpers?|Managers?|Common)(\\$.*)?");
    }

    /** Packages with classes and without a {@code package-info} that is {@code @NullMarked}. */
    public static List<String> packagesWithoutInfo(JavaClasses classes) {
        return classes.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(found -> !isNullMarked(found))
                .map(JavaPackage::getName)
                .sorted()
                .toList();
    }

    private static boolean isNullMarked(JavaPackage found) {
        return found.tryGetPackageInfo()
                .filter(info -> info.isAnnotatedWith(NullMarked.class))
                .isPresent();
    }

    /** Sources of more than 400 lines. */
    public static List<String> longFiles() {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> lines(file) > MOST_LINES)
                    .map(file -> file + " has " + lines(file) + " lines")
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
