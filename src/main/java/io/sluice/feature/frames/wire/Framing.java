package io.sluice.feature.frames.wire;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.wire.Delimiter.Mark;
import java.util.List;

/** How a stream is divided: the delimiter that its first one turns out to be. */
final class Framing {
    private final List<Delimiter> candidates;
    private Delimiter delimiter;
    private DelimiterSearch search;

    Framing(Boundary boundary) {
        candidates = boundary.delimiters();
        delimiter = candidates.getFirst();
        search = new DelimiterSearch(delimiter);
    }

    /** What a line is before the first delimiter. */
    Mark first(String line) {
        for (Delimiter candidate : candidates) {
            Mark mark = candidate.read(line);
            if (mark != Mark.NONE) {
                delimiter = candidate;
                search = new DelimiterSearch(candidate);
                return mark;
            }
        }
        return Mark.NONE;
    }

    Delimiter delimiter() {
        return delimiter;
    }

    DelimiterSearch search() {
        return search;
    }

    /** The first delimiter does not come. */
    Fault absent() {
        return malformed(
                "The stream does not begin with '" + candidates.getFirst().text() + "'.");
    }

    /** Something else stands where the delimiter must. */
    Fault missing() {
        return malformed("No '" + delimiter.text() + "' follows the image of the declared length.");
    }

    static Fault unfinished() {
        return malformed("The stream ends within a part.");
    }

    static Fault malformed(String detail) {
        return Fault.of(FaultCode.INVALID_MULTIPART, detail);
    }
}
