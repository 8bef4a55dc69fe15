package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.edge.access.AccessConfig;
import io.sluice.testing.Configs;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupLimitsTest {
    private static final String READER = "sluice.access.groups.reader.";

    private static void check(ConfigSource source) {
        SmallRyeConfig config = Configs.with(AccessConfig.class, source);
        new GroupLimits(config, config.getConfigMapping(AccessConfig.class)).check();
    }

    private static void checkProperties(String... namesAndValues) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        check(new PropertiesConfigSource(values, "test", 500));
    }

    @ParameterizedTest
    @CsvSource({
        "buckets,''",
        "prefixes,''",
        "cameras,''",
        "buckets,'  '",
        "buckets,','",
        "buckets,${NOT_SET_ANYWHERE:}",
        "buckets,${NOT_SET_ANYWHERE}",
        "buckets[0],''"
    })
    void aLimitThatNamesNothingKeepsSluiceFromStarting(String limit, String value) {
        assertThatThrownBy(() -> checkProperties(READER + "roles", "reader", READER + limit, value))
                .hasMessageContaining(READER + limit.replace("[0]", ""));
    }

    @Test
    void anEmptyVariableOfTheEnvironmentIsSeenAsWell() {
        Map<String, String> variables =
                Map.of("SLUICE_ACCESS_GROUPS_READER_ROLES", "reader", "SLUICE_ACCESS_GROUPS_READER_BUCKETS", "");

        assertThatThrownBy(() -> check(new EnvConfigSource(variables, 300)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(READER + "buckets is there and names nothing");
    }

    @Test
    void aGroupMayHaveADotInItsName() {
        String staff = "sluice.access.groups.\"our.staff\".";

        assertThatThrownBy(() -> checkProperties(staff + "roles", "reader", staff + "cameras", ""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(staff + "cameras");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "${NOT_SET_ANYWHERE:}"})
    void aGroupWithoutRolesKeepsSluiceFromStarting(String roles) {
        assertThatThrownBy(() -> checkProperties(READER + "roles", roles)).hasMessageContaining(READER + "roles");
        assertThatThrownBy(() -> check(new EnvConfigSource(Map.of("SLUICE_ACCESS_GROUPS_READER_ROLES", roles), 300)))
                .hasMessageContaining("roles");
    }

    @Test
    void limitsThatNameSomethingAndNoneAtAllAreAsTheyWereMeant() {
        assertThatCode(() -> checkProperties(READER + "roles", "reader")).doesNotThrowAnyException();
        assertThatCode(() -> checkProperties(
                        READER + "roles", "reader", READER + "buckets", "files", READER + "cameras[0]", "gate-*"))
                .doesNotThrowAnyException();
        assertThat(Configs.of(AccessConfig.class, Map.of()).groups()).isEmpty();
    }
}
