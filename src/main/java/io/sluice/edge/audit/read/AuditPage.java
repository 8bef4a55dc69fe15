package io.sluice.edge.audit.read;

import io.sluice.edge.audit.trail.AuditLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines that were found.
 *
 * @param next where to go on; null when there are no more. A page may be short, even empty, and still have one
 */
public record AuditPage(List<AuditLine> lines, @Nullable AuditMark next) {
    public AuditPage {
        lines = List.copyOf(lines);
    }
}
