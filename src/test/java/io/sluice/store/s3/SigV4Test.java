package io.sluice.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.store.s3.SigV4.RequestLine;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Our signatures are those of the SDK. */
class SigV4Test {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final S3Address ADDRESS = new S3Address(URI.create("http://minio:9000"), true);
    private static final AwsBasicCredentials BASIC = AwsBasicCredentials.create("access", "secret/+=");

    private final SigV4 signer = new SigV4("eu-north-1");

    @RepeatedTest(50)
    void aRequestIsSignedAsTheSdkSignsIt(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        String path = ADDRESS.path("files", text(random, " +%/äß€~-_.!*'()&=") + "x");
        String query = random.nextBoolean() ? "" : "partNumber=7&uploadId=" + S3Address.encoded(text(random, "a+/=~"));
        SortedMap<String, String> headers = new TreeMap<>();
        headers.put("host", "minio:9000");
        headers.put("content-type", "text/plain;  charset=utf-8");
        headers.put("x-amz-meta-note", " two  blanks " + text(random, "ab  c"));

        assertSame(new RequestLine("PUT", path, query), headers, BASIC);
    }

    @Test
    void aSessionTokenIsSignedToo() {
        SortedMap<String, String> headers = new TreeMap<>();
        headers.put("host", "minio:9000");

        assertSame(
                new RequestLine("GET", "/files/a", ""), headers, AwsSessionCredentials.create("id", "secret", "token"));
    }

    @Test
    void theKeyOfADayIsForThatDayAndSecretOnly() {
        RequestLine line = new RequestLine("GET", "/files/a", "");
        for (AwsCredentialsIdentity who : new AwsCredentialsIdentity[] {BASIC, AwsBasicCredentials.create("a", "b")}) {
            for (int day = 0; day < 3; day++) {
                Instant at = NOW.plusSeconds(day * 86_400L);
                SortedMap<String, String> again = signed(new SigV4("eu-north-1"), line, who, at);

                assertThat(signed(signer, line, who, at)).isEqualTo(again);
            }
        }
    }

    /** The example of the S3 documentation, "Authenticating requests: using query parameters". */
    @Test
    void aUrlIsSignedAsAmazonSignsIt() {
        SortedMap<String, String> headers = new TreeMap<>(Map.of("host", "examplebucket.s3.amazonaws.com"));
        AwsCredentialsIdentity who =
                AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

        String query = new SigV4("us-east-1")
                .presign(
                        new SigV4.Presign("GET", "/test.txt", Map.of(), headers, Duration.ofDays(1)),
                        who,
                        Instant.parse("2013-05-24T00:00:00Z"));

        assertThat(query)
                .isEqualTo("X-Amz-Algorithm=AWS4-HMAC-SHA256"
                        + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                        + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                        + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
    }

    @RepeatedTest(50)
    void aUrlIsSignedAsTheSdkSignsIt(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        String path = ADDRESS.path("files", text(random, " +%/äß€~-_.!*'()&=") + "x");
        Map<String, String> parameters = random.nextBoolean()
                ? Map.of()
                : Map.of(
                        "partNumber", "7", "uploadId", text(random, "a+/=~"), "response-content-disposition", "a; b=c");
        SortedMap<String, String> headers =
                new TreeMap<>(Map.of("host", "minio:9000", "x-amz-meta-note", "two  blanks", "content-length", "7"));
        AwsCredentialsIdentity who =
                random.nextBoolean() ? BASIC : AwsSessionCredentials.create("id", "secret", "token/+=");

        String query =
                signer.presign(new SigV4.Presign("PUT", path, parameters, headers, Duration.ofMinutes(5)), who, NOW);

        assertThat(query.replaceAll(".*X-Amz-Signature=", ""))
                .as("seed %d", repetition.getCurrentRepetition())
                .isEqualTo(sdkSignature(path, parameters, headers, who));
    }

    private static String sdkSignature(
            String path, Map<String, String> parameters, Map<String, String> headers, AwsCredentialsIdentity who) {
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder().method(SdkHttpMethod.PUT).uri(URI.create("http://minio:9000" + path));
        parameters.forEach(request::putRawQueryParameter);
        headers.forEach(request::putHeader);
        return AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(who)
                        .request(request.build())
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-north-1")
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AwsV4HttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(5))
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false))
                .request()
                .firstMatchingRawQueryParameter("X-Amz-Signature")
                .orElseThrow();
    }

    private static SortedMap<String, String> signed(
            SigV4 with, RequestLine line, AwsCredentialsIdentity who, Instant at) {
        SortedMap<String, String> headers = new TreeMap<>();
        headers.put("host", "minio:9000");
        with.sign(line, headers, who, at);
        return headers;
    }

    private void assertSame(RequestLine line, SortedMap<String, String> headers, AwsCredentialsIdentity who) {
        String query = line.query().isEmpty() ? "" : "?" + line.query();
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(line.method()))
                .uri(URI.create("http://minio:9000" + line.path() + query));
        headers.forEach(request::putHeader);
        request.putHeader("x-amz-content-sha256", SigV4.UNSIGNED);
        String expected = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(who)
                        .request(request.build())
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-north-1")
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false))
                .request()
                .firstMatchingHeader("Authorization")
                .orElseThrow();

        signer.sign(line, headers, who, NOW);

        assertThat(headers.get("authorization")).as(line.toString()).isEqualTo(expected);
    }

    private static String text(Random random, String from) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(
                    random.nextBoolean()
                            ? from.charAt(random.nextInt(from.length()))
                            : (char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
