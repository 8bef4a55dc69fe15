package io.sluice.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class S3AddressTest {
    private final S3Address path = new S3Address(URI.create("http://minio:9000"), true);
    private final S3Address host = new S3Address(URI.create("https://s3.example.org"), false);

    @Test
    void aBucketStandsInThePathOrInTheHost() {
        assertThat(path.host("files")).isEqualTo("minio");
        assertThat(path.path("files", "a/b")).isEqualTo("/files/a/b");
        assertThat(host.host("files")).isEqualTo("files.s3.example.org");
        assertThat(host.path("files", "a/b")).isEqualTo("/a/b");
    }

    @Test
    void aPortIsNamedUnlessItIsTheSchemesOwn() {
        assertThat(path.authority("files")).isEqualTo("minio:9000");
        assertThat(host.authority("files")).isEqualTo("files.s3.example.org");
        assertThat(host.port()).isEqualTo(443);
        assertThat(new S3Address(URI.create("http://minio"), true).port()).isEqualTo(80);
    }

    @Test
    void everythingButUnreservedCharactersAndSlashesIsEncoded() {
        assertThat(path.path("files", "a b+c%d/ä~_-.!")).isEqualTo("/files/a%20b%2Bc%25d/%C3%A4~_-.%21");
        assertThat(S3Address.encoded("a/b=")).isEqualTo("a%2Fb%3D");
    }
}
