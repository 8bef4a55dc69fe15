package io.sluice.store.s3;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Which bytes a response carries, of how many (RFC 9110, section 14.4).
 *
 * @param size of the whole object
 */
record ContentRange(ByteRange.Resolved range, long size) {
    private static final Pattern FORM = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+)");

    static ContentRange of(GetObjectResponse response) {
        String header = response.contentRange();
        if (header == null) {
            return new ContentRange(new ByteRange.Resolved(0, response.contentLength()), response.contentLength());
        }
        Matcher form = FORM.matcher(header);
        if (!form.matches()) {
            throw Fault.of(FaultCode.STORE_ERROR, "The store answered with a range that cannot be read.");
        }
        long first = Long.parseLong(form.group(1));
        long length = Long.parseLong(form.group(2)) - first + 1;
        return new ContentRange(new ByteRange.Resolved(first, length), Long.parseLong(form.group(3)));
    }
}
