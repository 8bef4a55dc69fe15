package io.sluice.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import java.util.Optional;

/**
 * The list of allowed directions as a rule.
 *
 * @param root the package all names of the list are relative to
 * @param list the first line about a package counts
 * @param ports simple names of the interfaces that are no values
 */
public record Directions(String root, List<Direction> list, List<String> ports) {
    public ArchRule rule() {
        return ArchRuleDefinition.classes().should(new ArchCondition<>("use only what the list allows") {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                checkClass(origin, events);
            }
        });
    }

    private void checkClass(JavaClass origin, ConditionEvents events) {
        String from = relative(origin.getPackageName());
        Optional<Direction> line = list.stream()
                .flatMap(direction -> direction.about(from).stream())
                .findFirst();
        if (line.isEmpty()) {
            violate(origin, from + " is in no line of the list: " + origin.getName(), events);
            return;
        }
        for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
            JavaClass target = dependency.getTargetClass().getBaseComponentType();
            if (isOurs(target) && !allowed(line.get(), target)) {
                String to = relative(target.getPackageName());
                violate(origin, from + " may not use " + to + ": " + dependency.getDescription(), events);
            }
        }
    }

    private boolean allowed(Direction line, JavaClass target) {
        String to = relative(target.getPackageName());
        boolean value = !ports.contains(outermost(target).getSimpleName());
        return line.allows(to) || (value && line.allowsValuesOf(to));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(Directions::outermost).orElse(type);
    }

    private boolean isOurs(JavaClass type) {
        return (type.getPackageName() + ".").startsWith(root + ".");
    }

    /** The root package itself is the empty name. */
    private String relative(String packageName) {
        return packageName.equals(root) ? "" : packageName.substring(root.length() + 1);
    }

    private static void violate(JavaClass origin, String message, ConditionEvents events) {
        events.add(SimpleConditionEvent.violated(origin, message));
    }
}
