package io.sluice.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * Libraries that only some packages may see.
 *
 * @param packages ours, relative to the root
 * @param libraries theirs
 */
public record Foreign(List<String> packages, List<String> libraries) {
    public static Foreign only(String... packages) {
        return new Foreign(List.of(packages), List.of());
    }

    public Foreign sees(String... theirs) {
        return new Foreign(packages, List.of(theirs));
    }

    public ArchRule rule(String root) {
        String[] ours = packages.stream()
                .map(name -> name.startsWith("..") ? root + name : root + "." + name)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideOutsideOfPackages(ours)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries.toArray(String[]::new));
    }
}
