package io.sluice.edge.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.edge.access.AccessConfig.Mode;
import io.sluice.testing.Configs;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AccessConfigTest {
    @Test
    void withNothingSaidTheDefaultsHold() {
        AccessConfig config = Configs.of(AccessConfig.class, Map.of());

        assertThat(config.mode()).isEqualTo(Mode.LOOPBACK);
        assertThat(config.adminKey()).isEmpty();
        assertThat(config.freshFor()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.groups()).isEmpty();
        assertThat(config.tokens().issuer()).isEmpty();
        assertThat(config.tokens().audience()).isEmpty();
        assertThat(config.tokens().jwks()).isEmpty();
        assertThat(config.tokens().subjectClaim()).isEqualTo("sub");
        assertThat(config.tokens().groupsClaim()).isEqualTo("groups");
        assertThat(config.tokens().skew()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.tokens().refresh()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void everyValueCanBeSet() {
        AccessConfig config = Configs.of(
                AccessConfig.class,
                Map.ofEntries(
                        Map.entry("sluice.access.mode", "required"),
                        Map.entry("sluice.access.admin-key", "k"),
                        Map.entry("sluice.access.fresh-for", "2s"),
                        Map.entry("sluice.access.groups.staff.roles", "reader,writer"),
                        Map.entry("sluice.access.groups.staff.buckets", "files,other"),
                        Map.entry("sluice.access.groups.staff.prefixes", "a/,b/"),
                        Map.entry("sluice.access.groups.staff.cameras", "gate-*"),
                        Map.entry("sluice.access.tokens.issuer", "https://id.example.org/realm"),
                        Map.entry("sluice.access.tokens.audience", "sluice,storage"),
                        Map.entry("sluice.access.tokens.jwks", "https://id.example.org/keys"),
                        Map.entry("sluice.access.tokens.subject-claim", "email"),
                        Map.entry("sluice.access.tokens.groups-claim", "realm_access.roles"),
                        Map.entry("sluice.access.tokens.skew", "1s"),
                        Map.entry("sluice.access.tokens.refresh", "1m")));

        assertThat(config.mode()).isEqualTo(Mode.REQUIRED);
        assertThat(config.adminKey()).contains("k");
        assertThat(config.freshFor()).isEqualTo(Duration.ofSeconds(2));
        AccessConfig.Group staff = Objects.requireNonNull(config.groups().get("staff"));
        assertThat(staff.roles()).containsExactly(Role.READER, Role.WRITER);
        assertThat(staff.buckets()).contains(List.of("files", "other"));
        assertThat(staff.prefixes()).contains(List.of("a/", "b/"));
        assertThat(staff.cameras()).contains(List.of("gate-*"));
        assertThat(config.tokens().issuer()).contains(URI.create("https://id.example.org/realm"));
        assertThat(config.tokens().audience()).contains(List.of("sluice", "storage"));
        assertThat(config.tokens().jwks()).contains(URI.create("https://id.example.org/keys"));
        assertThat(config.tokens().subjectClaim()).isEqualTo("email");
        assertThat(config.tokens().groupsClaim()).isEqualTo("realm_access.roles");
        assertThat(config.tokens().skew()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.tokens().refresh()).isEqualTo(Duration.ofMinutes(1));
    }
}
