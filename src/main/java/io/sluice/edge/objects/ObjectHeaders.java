package io.sluice.edge.objects;

import io.sluice.base.time.HttpDate;
import io.sluice.edge.http.BodyHead;
import io.sluice.edge.http.DigestHeader;
import io.sluice.edge.http.ExtValue;
import io.sluice.store.ContentHeaders;
import io.sluice.store.ObjectInfo;
import io.sluice.store.Origin;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The headers of an object: what is known of it, as clients are told. */
public final class ObjectHeaders {
    static final String VERSION_ID = "X-Version-Id";
    static final String REPR_DIGEST = "Repr-Digest";
    private static final String OWNER = "X-Owner";
    private static final ObjectHead WHOLE = new Whole(null);

    private ObjectHeaders() {}

    private record Whole(@Nullable String download) implements ObjectHead {
        @Override
        public void write(ObjectInfo info, MultiMap headers) {
            whole(info, download, headers);
        }

        @Override
        public void unchanged(ObjectInfo info, MultiMap headers) {
            ObjectHead.super.unchanged(info, headers);
            headers.set(Origin.HEADER, info.origin().label());
        }
    }

    /** All that is known, for who may know it; saved by a browser under the name in the query {@code download}, if there is one. */
    public static ObjectHead whole(RoutingContext ctx) {
        String download =
                ctx.request().query() == null ? null : ctx.queryParams().get("download");
        return download == null ? WHOLE : new Whole(download);
    }

    private static void whole(ObjectInfo info, @Nullable String download, MultiMap headers) {
        content(info, headers);
        if (download != null) {
            headers.set("Content-Disposition", attachment(download));
        }
        set(headers, VERSION_ID, info.versionId());
        set(headers, OWNER, info.owner() == null ? null : ExtValue.encode(info.owner()));
        headers.set(Origin.HEADER, info.origin().label());
        AttributeHeaders.write(info.metadata(), headers);
        BodyHead.neverAPage(headers);
    }

    /** What is said of the bytes themselves. */
    public static void content(ObjectInfo info, MultiMap headers) {
        ContentHeaders content = info.headers();
        headers.set(
                HttpHeaders.CONTENT_TYPE,
                Objects.requireNonNullElse(content.contentType(), "application/octet-stream"));
        set(headers, "Content-Encoding", content.contentEncoding());
        set(headers, "Content-Language", content.contentLanguage());
        set(headers, "Cache-Control", content.cacheControl());
        set(headers, "Content-Disposition", content.contentDisposition());
        headers.set(HttpHeaders.ETAG, info.etag().quoted());
        headers.set(HttpHeaders.LAST_MODIFIED, HttpDate.format(info.lastModified()));
        headers.set(HttpHeaders.ACCEPT_RANGES, "bytes");
        set(
                headers,
                REPR_DIGEST,
                DigestHeader.format(info.digests().crc32c(), info.digests().sha256()));
    }

    /** What is said to who shows no credentials: of the bytes alone, and nothing that could run as a page of this origin. */
    public static void shown(ObjectInfo info, MultiMap headers) {
        content(info, headers);
        headers.set("X-Content-Type-Options", "nosniff");
        if (!InlineTypes.contain(info.headers().contentType())) {
            String key = info.key().value();
            headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
            headers.set("Content-Disposition", attachment(key.substring(key.lastIndexOf('/') + 1)));
        }
    }

    private static void set(MultiMap headers, String name, @Nullable String value) {
        if (value != null) {
            headers.set(name, value);
        }
    }

    /** A {@code Content-Disposition} by which a browser saves what it gets under this name. */
    public static String attachment(String name) {
        StringBuilder ascii = new StringBuilder();
        name.chars().forEach(c -> ascii.append(c < ' ' || c >= 0x7f || c == '"' || c == '\\' ? '_' : (char) c));
        return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + ExtValue.percent(name);
    }
}
