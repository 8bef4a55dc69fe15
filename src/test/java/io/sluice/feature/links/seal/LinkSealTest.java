package io.sluice.feature.links.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.time.Secrets;
import io.sluice.feature.links.seal.Deed.BodyLimits;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinkSealTest {
    private static final BucketName BUCKET = new BucketName("files");
    private static final String ULID = "01M8FG6XBRZ3VAFGE9TXHWTGGG";

    private final LinkSeal seal = new LinkSeal(new byte[32], Secrets.system());

    private static LinkClaims claims(Deed deed) {
        return new LinkClaims(
                ULID + "0123456789abcdef0123",
                ObjectRef.of("files", "a/ü \"b\"\n"),
                deed,
                new Maker("Zoë", true, true),
                new LinkClaims.Life(Instant.parse("2026-03-01T12:00:00.123Z"), true));
    }

    static List<Deed> deeds() {
        return List.of(
                new Deed.Read(null),
                new Deed.Read("attachment; filename=\"a\""),
                new Deed.Write(BodyLimits.NONE),
                new Deed.Write(new BodyLimits("text/plain", 5L << 40, 7)),
                new Deed.WritePart("upload/+=", 10_000),
                new Deed.Complete("upload"),
                new Deed.Abort("upload"));
    }

    @ParameterizedTest
    @MethodSource("deeds")
    void whatIsSealedIsReadAgain(Deed deed) {
        String token = seal.seal(claims(deed));

        assertThat(token).matches("[A-Za-z0-9_-]+");
        assertThat(seal.open(token)).hasValue(claims(deed));
        assertThat(seal.seal(claims(deed))).isNotEqualTo(token);
    }

    @Test
    void aTokenTellsNothing() {
        byte[] token = Base64.getUrlDecoder().decode(seal.seal(claims(new Deed.Read("s3cret"))));

        assertThat(new String(token, StandardCharsets.ISO_8859_1)).doesNotContain("files", "s3cret", "Zo", ULID);
    }

    @Test
    void whatWasChangedAnywhereIsNone() {
        byte[] token = Base64.getUrlDecoder().decode(seal.seal(claims(new Deed.Read(null))));
        Random random = new Random(7);
        for (int i = 0; i < token.length; i++) {
            byte[] changed = token.clone();
            changed[i] ^= (byte) (1 << random.nextInt(8));
            assertThat(seal.open(text(changed))).as("byte %d, seed 7", i).isEmpty();
        }
    }

    private static String text(byte[] token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    @Test
    void whatWasSealedWithAnotherSecretIsNone() {
        byte[] other = new byte[32];
        other[31] = 1;

        assertThat(new LinkSeal(other, Secrets.system()).open(seal.seal(claims(new Deed.Read(null)))))
                .isEmpty();
    }

    @Test
    void whatIsNoTokenIsNone() {
        for (String token : List.of("", "x", "A".repeat(16), "A".repeat(20_000), "ü", "....", "%2e%2e")) {
            assertThat(seal.open(token)).isEmpty();
        }
    }

    @Test
    void anIdTellsSluiceWhoHasMadeTheLinkAndWhereItLeads() {
        String id = seal.id(ULID, BUCKET, "zoe");

        assertThat(LinkSeal.isId(id)).isTrue();
        assertThat(seal.isOf(id, BUCKET, "zoe")).isTrue();
        assertThat(seal.isOf(id, BUCKET, "eve")).isFalse();
        assertThat(seal.isOf(id, new BucketName("other"), "zoe")).isFalse();
        assertThat(seal.isOf(ULID, BUCKET, "zoe")).isFalse();
        assertThat(seal.isIn(id, BUCKET)).isTrue();
        assertThat(seal.isIn(id, new BucketName("other"))).isFalse();
        assertThat(seal.isIn(ULID, BUCKET)).isFalse();
        String renamed = "01M8FG6XBRZ3VAFGE9TXHWTGGH" + id.substring(26);
        assertThat(seal.isOf(renamed, BUCKET, "zoe")).isFalse();
        assertThat(seal.isIn(renamed, BUCKET)).isFalse();
        assertThat(LinkSeal.isId("../" + id)).isFalse();
    }
}
