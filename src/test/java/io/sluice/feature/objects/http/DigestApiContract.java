package io.sluice.feature.objects.http;

import static io.sluice.testing.http.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.bytes.Crc32c;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that come with their digest (RFC 9530). */
abstract class DigestApiContract extends ApiFixture {
    @ParameterizedTest
    @ValueSource(ints = {0, 9, 200_000, SEVERAL_PARTS})
    void aBodyThatIsWhatItClaimsIsStored(int size) {
        byte[] body = noise(size);

        http().call("PUT", path("crc"), body, "Content-Digest", crc32c(body)).has(201);
        http().call("PUT", path("sha"), body, "Repr-Digest", sha256(body)).has(201);
        http().chunked("PUT", path("both"), body, "Content-Digest", sha256(body) + ", " + crc32c(body))
                .has(201);

        assertThat(head("crc").header("Repr-Digest")).hasValue(crc32c(body));
        assertThat(head("sha").header("Repr-Digest")).hasValue(crc32c(body) + ", " + sha256(body));
        assertThat(get("both").header("Repr-Digest")).hasValue(crc32c(body) + ", " + sha256(body));
        assertThat(get("both").body()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 200_000, SEVERAL_PARTS})
    void aBodyThatIsNotWhatItClaimsIsNotStored(int size) {
        byte[] body = noise(size);
        String wrongCrc = crc32c(utf8("another"));
        String wrongSha = sha256(utf8("another"));

        http().call("PUT", path("crc"), body, "Content-Digest", wrongCrc).isProblem(400, "digest-mismatch");
        http().call("PUT", path("sha"), body, "Repr-Digest", wrongSha).isProblem(400, "digest-mismatch");
        http().chunked("PUT", path("chunked"), body, "Content-Digest", wrongCrc).isProblem(400, "digest-mismatch");
        http().call("PUT", path("half"), body, "Content-Digest", crc32c(body) + "," + wrongSha)
                .isProblem(400, "digest-mismatch");

        for (String name : new String[] {"crc", "sha", "chunked", "half"}) {
            assertMissing(name);
        }
    }

    @Test
    void aWrongBodyLeavesTheObjectAsItWas() {
        put("kept", "first");

        http().call("PUT", path("kept"), utf8("second"), "Content-Digest", crc32c(utf8("third")))
                .isProblem(400, "digest-mismatch");

        assertThat(get("kept").text()).isEqualTo("first");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "crc32c=:AAAA:",
                "crc32c=AAAAAA==",
                "sha-256=:AAAAAA==:",
                "sha-256=:!:",
                "nonsense",
                "crc32c=:AAAAAA==:;"
            })
    void aMalformedDigestIsRefused(String digest) {
        http().call("PUT", path("never"), utf8("x"), "Content-Digest", digest).isProblem(400, "invalid-digest");
        http().call("PUT", path("never"), utf8("x"), "Repr-Digest", digest).isProblem(400, "invalid-digest");

        assertMissing("never");
    }

    @Test
    void digestsThatContradictEachOtherAreRefused() {
        http().call(
                        "PUT",
                        path("never"),
                        utf8("x"),
                        "Content-Digest",
                        crc32c(utf8("x")),
                        "Repr-Digest",
                        crc32c(utf8("y")))
                .isProblem(400, "invalid-digest");
    }

    @Test
    void anUnknownAlgorithmIsIgnored() {
        http().call("PUT", path("md5"), utf8("x"), "Content-Digest", "md5=:AAAA:, sha-512=:AAAA:")
                .has(201);
    }

    static String crc32c(byte[] body) {
        return "crc32c=:" + Crc32c.of(ByteBuffer.wrap(body)).base64() + ":";
    }

    private static String sha256(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
