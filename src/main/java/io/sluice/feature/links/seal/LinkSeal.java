package io.sluice.feature.links.seal;

import io.sluice.base.bytes.HmacSha256;
import io.sluice.base.bytes.SealedBox;
import io.sluice.base.time.Secrets;
import io.sluice.store.BucketName;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes tokens of claims, which nobody without the secret can read, change or make, in base64url. A link tells whoever has it no more
 * than what it gives. Thread-safe.
 */
public final class LinkSeal {
    /** A token is good for all that it says, and bound to nothing beside it. */
    private static final byte[] NOTHING_ELSE = {};

    private static final int MARK_DIGITS = 20;
    private static final int ULID_DIGITS = 26;

    /** Of a key of 1,024 bytes that have to be escaped in JSON, and all the rest. */
    private static final int LONGEST = 12_000;

    private static final Pattern ID = Pattern.compile("[0-9A-HJKMNP-TV-Z]{26}[0-9a-f]{40}");

    private final SealedBox sealing;
    private final HmacSha256 marking;

    /** @param secret of 256 bits */
    LinkSeal(byte[] secret, Secrets random) {
        HmacSha256 root = new HmacSha256(secret);
        this.sealing = new SealedBox(root.of("seal"), random::bytes);
        this.marking = new HmacSha256(root.of("mark"));
    }

    public String seal(LinkClaims claims) {
        byte[] plain = ClaimsJson.of(claims).toBuffer().getBytes();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealing.seal(plain, NOTHING_ELSE));
    }

    /** Empty when the token was not made with this secret, or was changed since. */
    public Optional<LinkClaims> open(String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return sealing.open(Base64.getUrlDecoder().decode(token), NOTHING_ELSE)
                    .map(plain -> ClaimsJson.parse(new JsonObject(Buffer.buffer(plain))));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /**
     * The id of a link: which bucket it leads to, and who has made it, can be told from it, by Sluice alone.
     *
     * @param ulid an id that no other link has
     */
    public String id(String ulid, BucketName bucket, String subject) {
        return ulid + mark("bucket", ulid, bucket.value()) + mark("maker", ulid, subject);
    }

    private String mark(String of, String ulid, String what) {
        byte[] mark = marking.of(of + "\0" + ulid + "\0" + what);
        return HexFormat.of().formatHex(mark).substring(0, MARK_DIGITS);
    }

    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Whether the link of this id leads to this bucket, whoever has made it. */
    public boolean isIn(String id, BucketName bucket) {
        return isId(id) && isMark(id, ULID_DIGITS, mark("bucket", id.substring(0, ULID_DIGITS), bucket.value()));
    }

    /** Whether the link of this id leads to this bucket, and was made by them. */
    public boolean isOf(String id, BucketName bucket, String subject) {
        return isIn(id, bucket)
                && isMark(id, ULID_DIGITS + MARK_DIGITS, mark("maker", id.substring(0, ULID_DIGITS), subject));
    }

    private static boolean isMark(String id, int at, String mark) {
        return MessageDigest.isEqual(
                id.substring(at, at + MARK_DIGITS).getBytes(StandardCharsets.US_ASCII),
                mark.getBytes(StandardCharsets.US_ASCII));
    }
}
