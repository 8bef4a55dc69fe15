package io.sluice.feature.objects.http;

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

/** The head of an answer that gives an object, or would. */
final class ObjectHeaders {
    static final String VERSION_ID = "X-Version-Id";
    static final String REPR_DIGEST = "Repr-Digest";

    private ObjectHeaders() {}

    /** @param download the file name a browser should save it under; null to leave it to the object */
    static void write(ObjectInfo info, @Nullable String download, MultiMap headers) {
        ContentHeaders content = info.headers();
        headers.set(
                HttpHeaders.CONTENT_TYPE,
                Objects.requireNonNullElse(content.contentType(), "application/octet-stream"));
        set(headers, "Content-Encoding", content.contentEncoding());
        set(headers, "Content-Language", content.contentLanguage());
        set(headers, "Cache-Control", content.cacheControl());
        set(headers, "Content-Disposition", download == null ? content.contentDisposition() : attachment(download));
        headers.set(HttpHeaders.ETAG, info.etag().quoted());
        headers.set(HttpHeaders.LAST_MODIFIED, HttpDate.format(info.lastModified()));
        headers.set(HttpHeaders.ACCEPT_RANGES, "bytes");
        set(
                headers,
                REPR_DIGEST,
                DigestHeader.format(info.digests().crc32c(), info.digests().sha256()));
        set(headers, VERSION_ID, info.versionId());
        headers.set(Origin.HEADER, info.origin().label());
        AttributeHeaders.write(info.metadata(), headers);
        BodyHead.neverAPage(headers);
    }

    /** The file name that a browser is to save it under, if the query names one. */
    static @Nullable String saveAs(RoutingContext ctx) {
        return ctx.request().query() == null ? null : ctx.queryParams().get("download");
    }

    private static void set(MultiMap headers, String name, @Nullable String value) {
        if (value != null) {
            headers.set(name, value);
        }
    }

    private static String attachment(String name) {
        StringBuilder ascii = new StringBuilder();
        name.chars().forEach(c -> ascii.append(c < ' ' || c >= 0x7f || c == '"' || c == '\\' ? '_' : (char) c));
        return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + ExtValue.percent(name);
    }
}
