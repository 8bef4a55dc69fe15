package io.sluice.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
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

    /** For the keys {@code prefix1}, {@code prefix2} and so on, asked for at {@code host} by GET or by PUT. */
    static List<String> of(URI host, AwsBasicCredentials who, Asked asked) {
        List<String> lines = new ArrayList<>();
        try (S3Presigner presigner = S3Presigner.builder()
                .endpointOverride(host)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(who))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build()) {
            for (int number = 1; number <= asked.count(); number++) {
                lines.add(link(presigner, asked, asked.prefix() + number).getQuery());
            }
        }
        return lines;
    }

    private static URL link(S3Presigner presigner, Asked asked, String key) {
        return switch (asked.method()) {
            case "GET" ->
                presigner
                        .presignGetObject(link -> link.signatureDuration(VALID)
                                .getObjectRequest(
                                        get -> get.bucket(asked.bucket()).key(key)))
                        .url();
            case "PUT" ->
                presigner
                        .presignPutObject(link -> link.signatureDuration(VALID)
                                .putObjectRequest(
                                        put -> put.bucket(asked.bucket()).key(key)))
                        .url();
            default -> throw new IllegalArgumentException("no links for " + asked.method());
        };
    }

    static Path write(List<String> queries) {
        try {
            return Files.write(FILE, queries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code count} keys of a bucket. */
    record Asked(String method, String bucket, String prefix, int count) {}
}
