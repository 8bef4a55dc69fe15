package io.sluice.edge.conditions;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.edge.http.Headers;
import io.sluice.store.ETag;
import io.sluice.store.IfRange;
import io.sluice.store.ReadCondition;
import io.sluice.store.WriteCondition;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The conditional headers of RFC 9110, section 13. A condition that cannot be kept is refused, never ignored. */
public final class Conditions {
    private static final Pattern TAG = Pattern.compile("\\s*(W/)?(?:\"([^\"]+)\"|([^\\s\",]+))\\s*(?:,|$)");

    private Conditions() {}

    public static ReadCondition ofRead(MultiMap headers) {
        return new ReadCondition(
                tags(headers, HttpHeaders.IF_MATCH, true),
                tags(headers, HttpHeaders.IF_NONE_MATCH, false),
                Headers.date(headers.get(HttpHeaders.IF_MODIFIED_SINCE)),
                Headers.date(headers.get("If-Unmodified-Since")));
    }

    public static WriteCondition ofPut(MultiMap headers) {
        refuse(headers, "If-Unmodified-Since");
        refuse(headers, "If-Modified-Since");
        List<ETag> ifNoneMatch = tags(headers, HttpHeaders.IF_NONE_MATCH, false);
        WriteCondition ifMatch = ifMatch(headers);
        if (ifNoneMatch.isEmpty()) {
            return ifMatch;
        }
        if (!ifNoneMatch.equals(List.of(ReadCondition.ANY)) || !ifMatch.equals(WriteCondition.NONE)) {
            throw Fault.of(FaultCode.INVALID_HEADER, "A write takes If-None-Match: * or If-Match with one ETag.");
        }
        return WriteCondition.ABSENT;
    }

    public static WriteCondition.OfExisting ofDelete(MultiMap headers) {
        refuse(headers, "If-Unmodified-Since");
        refuse(headers, "If-Modified-Since");
        refuse(headers, "If-None-Match");
        return ifMatch(headers);
    }

    private static WriteCondition.OfExisting ifMatch(MultiMap headers) {
        List<ETag> ifMatch = tags(headers, HttpHeaders.IF_MATCH, true);
        if (ifMatch.isEmpty()) {
            return WriteCondition.NONE;
        }
        if (ifMatch.size() > 1 || ifMatch.getFirst().equals(ReadCondition.ANY)) {
            throw Fault.of(FaultCode.INVALID_HEADER, "A write takes If-Match with one ETag.");
        }
        return WriteCondition.matches(ifMatch.getFirst());
    }

    public static @Nullable IfRange ifRange(MultiMap headers) {
        String value = headers.get("If-Range");
        if (value == null) {
            return null;
        }
        Instant date = Headers.date(value);
        if (date != null) {
            return new IfRange.SameDate(date);
        }
        List<ETag> tags = parse(value, true, "If-Range");
        return new IfRange.SameTag(tags.getFirst());
    }

    private static void refuse(MultiMap headers, String name) {
        if (headers.contains(name)) {
            throw Fault.of(FaultCode.INVALID_HEADER, name + " cannot be kept on a write; use If-Match.");
        }
    }

    private static List<ETag> tags(MultiMap headers, CharSequence name, boolean strong) {
        List<String> values = headers.getAll(name);
        return values.isEmpty() ? List.of() : parse(String.join(",", values), strong, name.toString());
    }

    /** Compared strongly, a weak tag matches nothing: it keeps its mark and so equals no tag of an object. */
    private static List<ETag> parse(String value, boolean strong, String header) {
        List<ETag> tags = new ArrayList<>();
        Matcher form = TAG.matcher(value);
        int end = 0;
        while (end < value.length() && form.find(end) && form.start() == end) {
            boolean weak = form.group(1) != null;
            String text = form.group(2) == null ? form.group(3) : form.group(2);
            tags.add(new ETag(weak && strong ? "W/" + text : text));
            end = form.end();
        }
        if (tags.isEmpty() || end < value.length()) {
            throw Headers.malformed(header);
        }
        return tags;
    }
}
