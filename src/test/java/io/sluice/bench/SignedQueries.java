package io.sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The queries of presigned links, a line each in a file, for wrk. */
final class SignedQueries {
    private static final Path FILE = Path.of("target/bench/queries").toAbsolutePath();
    private static final Duration VALID = Duration.ofHours(1);

    private SignedQueries() {}

    /** For the keys {@code prefix1}, {@code prefix2} and so on, asked for at {@code host}. */
    static List<String> of(URI host, AwsBasicCredentials who, ObjectNames names) {
        List<String> lines = new ArrayList<>();
        try (S3Presigner presigner = S3Presigner.builder()
                .endpointOverride(host)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(who))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build()) {
            for (int number = 1; number <= names.count(); number++) {
                String key = names.prefix() + number;
                lines.add(presigner
                        .presignGetObject(link -> link.signatureDuration(VALID)
                                .getObjectRequest(
                                        get -> get.bucket(names.bucket()).key(key)))
                        .url()
                        .getQuery());
            }
        }
        return lines;
    }

    static Path write(List<String> queries) {
        try {
            return Files.write(FILE, queries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code count} keys of a bucket. */
    record ObjectNames(String bucket, String prefix, int count) {}
}
