package io.sluice.feature.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTypeTest {
    private static final String JPEG = "FFD8FFE000104A4649460001";
    private static final String PNG = "89504E470D0A1A0A0000000D";
    private static final String WEBP = "524946461234567857454250";

    private static List<ByteBuffer> chunks(String hex, int size) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        List<ByteBuffer> chunks = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += size) {
            chunks.add(ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at)));
        }
        return chunks;
    }

    @ParameterizedTest
    @CsvSource({JPEG + ",JPEG", PNG + ",PNG", WEBP + ",WEBP", "FFD8FFDB,JPEG", "89504E470D0A1A0A,PNG"})
    void aFormatIsToldByTheFirstBytesHoweverTheyAreCut(String hex, ImageFormat format) {
        for (int size = 1; size <= 13; size++) {
            List<ByteBuffer> chunks = chunks(hex + "0102030405", size);
            assertThat(ImageFormat.sniff(chunks)).isEqualTo(format);
            assertThat(chunks.getFirst().position()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "FF", "FFD8", "FFD8FE00", "89504E470D0A1A", "524946461234567857454251", "52494646"})
    void otherBytesAreOfNoKnownFormat(String hex) {
        assertThat(ImageFormat.sniff(chunks(hex, 5))).isEqualTo(ImageFormat.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource
    void aCodeAndAFormatNameLeadBack(ImageFormat format) {
        assertThat(ImageFormat.ofCode(format.code())).isEqualTo(format);
        assertThat(FrameType.ofMcapFormat(format.mcapFormat()).format()).isEqualTo(format);
    }

    @Test
    void theCodesAreThoseThatPacksHold() {
        assertThat(ImageFormat.values())
                .extracting(ImageFormat::code, ImageFormat::mcapFormat)
                .hasToString("[(0, \"unknown\"), (1, \"jpeg\"), (2, \"png\"), (3, \"webp\")]");
        assertThat(ImageFormat.ofCode(200)).isEqualTo(ImageFormat.UNKNOWN);
    }

    @Test
    void whatTheBytesTellCountsMoreThanWhatIsDeclared() {
        FrameType type = FrameType.of(ImageFormat.PNG, "image/jpeg");

        assertThat(type.contentType()).isEqualTo("image/png");
        assertThat(type.mcapFormat()).isEqualTo("png");
    }

    @ParameterizedTest
    @CsvSource({"image/avif,avif", "Image/AVIF; q=1,avif", "image/vnd.ms-photo,vnd.ms-photo"})
    void otherBytesKeepTheImageTypeTheyAreDeclaredAs(String declared, String subtype) {
        FrameType type = FrameType.of(ImageFormat.UNKNOWN, declared);

        assertThat(type.contentType()).isEqualTo("image/" + subtype);
        assertThat(type.mcapFormat()).isEqualTo(subtype);
        assertThat(FrameType.ofMcapFormat(subtype)).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/jpeg",
                "image/jpg",
                "image/svg+xml",
                "text/html",
                "image/",
                "image/a b",
                "image/\u00e9",
                ""
            })
    void aTypeThatCannotBeOrMustNotBeIsNotKept(String declared) {
        FrameType type = FrameType.of(ImageFormat.UNKNOWN, declared);

        assertThat(type.contentType()).isEqualTo("application/octet-stream");
        assertThat(type.mcapFormat()).isEqualTo("unknown");
        assertThat(FrameType.ofMcapFormat("unknown")).isEqualTo(type);
    }
}
