package io.sluice.edge.access.tokens;

import io.sluice.edge.access.AccessConfig;
import io.sluice.edge.access.Grant;
import io.sluice.edge.access.Limits;
import io.sluice.edge.access.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the groups are for that a token names.
 *
 * @param byGroup what is not there is for nothing
 */
record TokenGrants(String claim, Map<String, List<Grant>> byGroup) {
    TokenGrants {
        byGroup = Map.copyOf(byGroup);
    }

    static TokenGrants of(AccessConfig config) {
        Map<String, List<Grant>> byGroup = new HashMap<>();
        config.groups().forEach((name, group) -> byGroup.put(name, grants(group)));
        if (byGroup.isEmpty()) {
            Stream.of(Role.values()).forEach(role -> byGroup.put(role.label(), List.of(Grant.unlimited(role))));
        }
        return new TokenGrants(config.tokens().groupsClaim(), byGroup);
    }

    private static List<Grant> grants(AccessConfig.Group group) {
        Limits limits = Limits.of(
                group.buckets().orElse(List.of()),
                group.prefixes().orElse(List.of()),
                group.cameras().orElse(List.of()));
        return group.roles().stream().map(role -> new Grant(role, limits)).toList();
    }

    List<Grant> of(Map<String, Object> claims) {
        List<Grant> grants = new ArrayList<>();
        for (String group : texts(claim(claims))) {
            grants.addAll(byGroup.getOrDefault(group, List.of()));
        }
        return grants;
    }

    /** By its name, which may have dots in it; else a dot leads into an object. */
    private @Nullable Object claim(Map<String, Object> claims) {
        if (claims.containsKey(claim)) {
            return claims.get(claim);
        }
        Object at = claims;
        for (String name : claim.split("\\.", -1)) {
            at = at instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return at;
    }

    /** A list of texts, or one text with the groups separated by blanks, as {@code scope} has them. */
    private static List<String> texts(@Nullable Object value) {
        return switch (value) {
            case String text -> List.of(text.strip().split("\\s+"));
            case Collection<?> all ->
                all.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList();
            case null, default -> List.of();
        };
    }
}
