package io.sluice.store;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import java.util.regex.Pattern;

/**
 * The name of a bucket by S3's rules: 3 to 63 of lower-case letters, digits, dots and dashes, beginning and ending with a
 * letter or digit, no two dots in a row, not an IPv4 address.
 */
public record BucketName(String value) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?!.*\\.\\.)[a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");

    /** @throws Fault {@link FaultCode#INVALID_BUCKET} */
    public BucketName {
        if (!NAME.matcher(value).matches() || ADDRESS.matcher(value).matches()) {
            throw Fault.of(
                    FaultCode.INVALID_BUCKET,
                    "A bucket name has 3 to 63 lower-case letters, digits, dots and dashes, "
                            + "and begins and ends with a letter or digit.");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
