package io.sluice.feature.operations.http;

import io.sluice.testing.RealMinio;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The audit trail over a real MinIO. */
class S3AuditIT extends AuditContract {
    private String bucket = "";

    /** Each process has its own trail. */
    @Override
    protected Setup setup() {
        bucket = "audit-" + UUID.randomUUID();
        return Setup.on(RealMinio.shared()).withProperties(Map.of("sluice.bucket", bucket));
    }

    @Override
    void tamper(SluiceProcess sluice, String key, String from, String to) {
        RealMinio minio = RealMinio.shared();
        try {
            Path trail = Files.createTempDirectory(sluice.folder(), "trail");
            minio.mc("cp", "--recursive", "m/" + bucket + "/audit/", trail + "/");
            try (Stream<Path> files = Files.walk(trail)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String content = Files.readString(file);
                    if (content.contains(from)) {
                        Files.writeString(file, content.replace(from, to));
                        minio.mc("cp", file.toString(), "m/" + bucket + "/audit/" + trail.relativize(file));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
