package io.sluice.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one HTTP/1.1 answer as its bytes come, and holds none of its content. */
final class AnswerReader {
    private static final int LONGEST_HEAD = 32 << 10;
    private static final int LONGEST_TEXT = 64 << 10;
    private static final long UNTIL_CLOSED = -1;

    private final ClientRequest request;
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private final Map<String, String> headers = new HashMap<>();
    private final MessageDigest digest = Content.newSha256();
    private int status;
    private long length = UNTIL_CLOSED;
    private long received;
    private boolean headDone;

    AnswerReader(ClientRequest request) {
        this.request = request;
    }

    /** Takes all of {@code bytes}; true when the answer is complete. */
    boolean take(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining() && !headDone) {
            head.append((char) (bytes.get() & 0xff));
            if (head.length() > LONGEST_HEAD) {
                throw new IOException("the head of the answer does not end");
            }
            if (head.length() >= 4 && head.indexOf("\r\n\r\n", head.length() - 4) >= 0) {
                parseHead();
            }
        }
        if (headDone && bytes.hasRemaining()) {
            body(bytes);
        }
        return headDone && received == length;
    }

    /** What a connection that ended means; null when the answer is whole by that. */
    @Nullable
    String closed() {
        if (!headDone) {
            return "closed before an answer";
        }
        return length == UNTIL_CLOSED ? null : "closed after " + received + " of " + length + " bytes";
    }

    private void parseHead() throws IOException {
        String[] lines = head.toString().split("\r\n", -1);
        head.setLength(0);
        status = Integer.parseInt(lines[0].split(" ", -1)[1]);
        if (status == 100) {
            return;
        }
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            String[] pair = lines[i].split(":", 2);
            headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1].strip());
        }
        if (headers.containsKey("transfer-encoding")) {
            throw new IOException("the answer has no length");
        }
        boolean bodiless = request.method().equals("HEAD") || status == 204 || status == 304;
        String declared = headers.get("content-length");
        length = bodiless ? 0 : declared == null ? UNTIL_CLOSED : Long.parseLong(declared);
        headDone = true;
    }

    private void body(ByteBuffer bytes) throws IOException {
        Content expected = status < 300 ? request.expected() : null;
        if (length != UNTIL_CLOSED && received + bytes.remaining() > length) {
            throw new IOException("the answer is longer than its length");
        }
        if (expected == null) {
            if (text.length() < LONGEST_TEXT) {
                text.append(StandardCharsets.UTF_8.decode(bytes.duplicate()));
            }
        } else if (!expected.has(request.expectedFrom() + received, bytes)) {
            throw new IOException("wrong bytes between " + received + " and " + (received + bytes.remaining()));
        }
        received += bytes.remaining();
        digest.update(bytes);
    }

    int status() {
        return status;
    }

    long received() {
        return received;
    }

    Map<String, String> headers() {
        return Map.copyOf(headers);
    }

    String text() {
        return text.toString();
    }

    String sha256() {
        return Base64.getEncoder().encodeToString(digest.digest());
    }
}
