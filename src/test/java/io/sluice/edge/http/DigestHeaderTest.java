package io.sluice.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.bytes.Crc32c;
import io.sluice.base.bytes.RunningDigest.Expected;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestHeaderTest {
    private static final Crc32c CRC = new Crc32c(0xE3069283);
    private static final String CRC_MEMBER = "crc32c=:4waSgw==:";
    private static final String SHA = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    private static final String SHA_MEMBER = "sha-256=:" + SHA + ":";

    @Test
    void whatIsKnownIsTakenFromEitherHeader() {
        assertThat(DigestHeader.parse(CRC_MEMBER, null)).isEqualTo(new Expected(CRC, null));
        assertThat(DigestHeader.parse(null, SHA_MEMBER)).isEqualTo(new Expected(null, SHA));
        assertThat(DigestHeader.parse(CRC_MEMBER, SHA_MEMBER)).isEqualTo(new Expected(CRC, SHA));
        assertThat(DigestHeader.parse(" " + SHA_MEMBER + " ,\t" + CRC_MEMBER, CRC_MEMBER))
                .isEqualTo(new Expected(CRC, SHA));
        assertThat(DigestHeader.parse(null, null)).isEqualTo(Expected.NOTHING);
    }

    @Test
    void otherAlgorithmsAreIgnored() {
        assertThat(DigestHeader.parse("md5=:AAAA:, " + CRC_MEMBER + ", sha-512=:AA==:", null))
                .isEqualTo(new Expected(CRC, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "crc32c",
                "crc32c=4waSgw==",
                "crc32c=:4waSgw==",
                "crc32c=:4waS:",
                "crc32c=:4waSgwAA:",
                "crc32c=:*:",
                "sha-256=:4waSgw==:",
                "CRC32C=:4waSgw==:",
                "crc32c=:4waSgw==:,",
                "a b=:AA==:"
            })
    void aMalformedHeaderIsRefused(String header) {
        assertThatThrownBy(() -> DigestHeader.parse(header, null))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.INVALID_DIGEST));
    }

    @Test
    void aContradictionIsRefused() {
        assertThatThrownBy(() -> DigestHeader.parse(CRC_MEMBER, "crc32c=:AAAAAA==:"))
                .hasMessageContaining("contradict");
    }

    @Test
    void whatIsWrittenCanBeRead() {
        assertThat(DigestHeader.format(CRC, SHA)).isEqualTo(CRC_MEMBER + ", " + SHA_MEMBER);
        assertThat(DigestHeader.format(CRC, null)).isEqualTo(CRC_MEMBER);
        assertThat(DigestHeader.format(null, SHA)).isEqualTo(SHA_MEMBER);
        assertThat(DigestHeader.format(null, null)).isNull();
        assertThat(DigestHeader.parse(DigestHeader.format(CRC, SHA), null)).isEqualTo(new Expected(CRC, SHA));
    }
}
