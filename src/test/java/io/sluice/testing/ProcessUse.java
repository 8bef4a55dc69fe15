package io.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opentest4j.TestAbortedException;

/** What a process has taken of the machine. Memory is known on Linux only; elsewhere a test that asks is skipped. */
public record ProcessUse(ProcessHandle process) {
    private static final Pattern KIB = Pattern.compile("^(\\w+):\\s+(\\d+) kB$", Pattern.MULTILINE);

    /** Resident memory now, in bytes. */
    public long residentBytes() {
        return bytesOf("VmRSS");
    }

    /** The most resident memory there ever was, in bytes. */
    public long peakResidentBytes() {
        return bytesOf("VmHWM");
    }

    /** Processor time of all its threads so far. */
    public Duration cpu() {
        return cpu(process);
    }

    /** Processor time so far of all its threads, and of the processes below it that are alive. */
    public Duration cpuWithChildren() {
        return process.descendants().map(ProcessUse::cpu).reduce(cpu(), Duration::plus);
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("No processor time of process " + process.pid()));
    }

    private long bytesOf(String field) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(Path.of("/proc/self/status"))) {
            throw new TestAbortedException("Resident memory is read from /proc, which this system lacks");
        }
        try {
            Matcher line = KIB.matcher(Files.readString(status));
            while (line.find()) {
                if (line.group(1).equals(field)) {
                    return Long.parseLong(line.group(2)) * 1024;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("No " + field + " in " + status);
    }
}
