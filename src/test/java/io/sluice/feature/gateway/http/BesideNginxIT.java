package io.sluice.feature.gateway.http;

import static io.sluice.testing.http.Calls.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.RealMinio;
import io.sluice.testing.RealNginx;
import io.sluice.testing.ServersTellOnFailure;
import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import io.sluice.testing.http.Calls;
import io.sluice.testing.http.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code /storage} beside an nginx that serves the same public bucket: what a browser is told of an object is the same. */
@ExtendWith(ServersTellOnFailure.class)
class BesideNginxIT {
    private static final String BUCKET = "pier-beside";
    private static final byte[] BODY = utf8("0123456789".repeat(1000));

    /** What has to be the same, and what only Sluice says. */
    private static final List<String> SAME = List.of(
            "Content-Type",
            "Content-Length",
            "Content-Encoding",
            "Content-Language",
            "Content-Disposition",
            "Content-Range",
            "Accept-Ranges",
            "ETag",
            "Last-Modified");

    /** Both ways to one object. */
    private record Ways(Calls sluice, Calls nginx) {
        void tellTheSame(int status, String method, String key, String... headers) {
            Reply ours = sluice.call(method, "/storage/web/" + key, headers).has(status);
            Reply theirs = nginx.call(method, "/" + BUCKET + "/" + key, headers).has(status);

            SAME.stream()
                    .filter(name -> theirs.header(name).isPresent() && isOf(status, name))
                    .forEach(name -> assertThat(ours.header(name))
                            .as("%s of %s %s", name, method, key)
                            .isEqualTo(theirs.header(name)));
            if (status < 400) {
                assertThat(ours.body()).isEqualTo(theirs.body());
            }
        }
    }

    /** An error has a body of its own, and what is unchanged is not described again (RFC 9110, section 15.4.5). */
    private static boolean isOf(int status, String header) {
        return switch (status) {
            case 304 -> header.equals("ETag");
            case 416 -> header.equals("Content-Range");
            case 412 -> false;
            default -> true;
        };
    }

    @Test
    void theyTellTheSameOfAnObject() {
        RealMinio minio = RealMinio.shared();
        Setup setup = Setup.on(minio)
                .withProperties(
                        Map.of("sluice.buckets.web.name", BUCKET, "sluice.buckets.web.public-prefixes", "shown/"))
                .withJvmOptions("-Xmx256m");
        try (SluiceProcess sluice = SluiceProcess.ready(setup);
                RealNginx nginx = RealNginx.before(minio)) {
            Calls api = new Calls(sluice::uri);
            String etag = api.call(
                            "PUT",
                            "/api/v1/buckets/web/objects/shown/a",
                            BODY,
                            "Content-Type",
                            "text/plain; charset=utf-8",
                            "Content-Language",
                            "en",
                            "Content-Disposition",
                            "inline; filename=a.txt")
                    .has(201)
                    .header("ETag")
                    .orElseThrow();
            Calls before = new Calls(path -> nginx.caching().resolve(path));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> before.call("GET", "/" + BUCKET + "/shown/a").status() == 200);
            for (int i = 0; i < 2; i++) {
                Ways ways = new Ways(api, before);
                ways.tellTheSame(200, "GET", "shown/a");
                ways.tellTheSame(200, "HEAD", "shown/a");
                ways.tellTheSame(206, "GET", "shown/a", "Range", "bytes=10-19");
                ways.tellTheSame(206, "GET", "shown/a", "Range", "bytes=-5");
                ways.tellTheSame(416, "GET", "shown/a", "Range", "bytes=10000-");
                ways.tellTheSame(304, "GET", "shown/a", "If-None-Match", etag);
                ways.tellTheSame(412, "GET", "shown/a", "If-Match", "\"other\"");
            }
            new Ways(api, new Calls(path -> nginx.plain().resolve(path))).tellTheSame(200, "GET", "shown/a");
        }
    }
}
