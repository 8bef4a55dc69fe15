package io.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributesTest {
    private static Attributes metadata(Map<String, String> metadata) {
        return new Attributes(ContentHeaders.NONE, metadata, Map.of(), null);
    }

    private static Attributes tags(Map<String, String> tags) {
        return new Attributes(ContentHeaders.NONE, Map.of(), tags, null);
    }

    @Test
    void metadataNamesAreInLowerCase() {
        assertThat(metadata(Map.of("Camera-ID", "Ü 1")).metadata()).isEqualTo(Map.of("camera-id", "Ü 1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ü", "a:b", "sluice-x", "Sluice-X", "a\nb"})
    void otherMetadataNamesAreRefused(String name) {
        assertRefused(() -> metadata(Map.of(name, "x")), FaultCode.INVALID_HEADER);
    }

    @Test
    void metadataHasABoundInBytes() {
        assertThat(metadata(Map.of("ab", "v".repeat(2046))).metadata()).hasSize(1);
        assertRefused(() -> metadata(Map.of("ab", "v".repeat(2047))), FaultCode.METADATA_TOO_LARGE);
        assertRefused(() -> metadata(Map.of("ab", "ü".repeat(1024))), FaultCode.METADATA_TOO_LARGE);
    }

    @Test
    void tagsAreThoseOfS3() {
        Map<String, String> tags = Map.of("a b", "c_d.e:f/g=h+i-j@k", "ü", "港 1", "empty", "");

        assertThat(tags(tags).tags()).isEqualTo(tags);
        assertThat(tags(Map.of("n".repeat(128), "v".repeat(256))).tags()).hasSize(1);
    }

    @Test
    void otherTagsAreRefused() {
        assertRefused(() -> tags(Map.of("", "x")), FaultCode.INVALID_TAGS);
        assertRefused(() -> tags(Map.of("a&b", "x")), FaultCode.INVALID_TAGS);
        assertRefused(() -> tags(Map.of("a", "<x>")), FaultCode.INVALID_TAGS);
        assertRefused(() -> tags(Map.of("n".repeat(129), "x")), FaultCode.INVALID_TAGS);
        assertRefused(() -> tags(Map.of("a", "v".repeat(257))), FaultCode.INVALID_TAGS);
        assertRefused(() -> tags(Map.of("sluice-a", "x")), FaultCode.INVALID_TAGS);
    }

    @Test
    void oneTagOfS3IsKeptForSluice() {
        Map<String, String> nine = new HashMap<>();
        for (int i = 0; i < Attributes.MAX_TAGS; i++) {
            nine.put("t" + i, "");
        }
        assertThat(tags(nine).tags()).hasSize(9);

        nine.put("one more", "");

        assertRefused(() -> tags(nine), FaultCode.INVALID_TAGS);
    }

    @Test
    void laterChangesOfTheMapsChangeNothing() {
        Map<String, String> map = new HashMap<>(Map.of("a", "1"));
        Attributes attributes = new Attributes(ContentHeaders.ofType("a/b"), map, map, null);

        map.clear();

        assertThat(attributes.metadata()).hasSize(1);
        assertThat(attributes.tags()).hasSize(1);
    }

    private static void assertRefused(Runnable making, FaultCode code) {
        assertThatThrownBy(making::run)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }
}
