package io.sluice.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.nio.NioEventLoopGroup;
import io.sluice.base.bytes.ByteRange;
import io.sluice.base.bytes.Crc32c;
import io.sluice.base.bytes.Slabs;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.Body;
import io.sluice.store.Chunks;
import io.sluice.store.MultipartUpload;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.ReadCondition;
import io.sluice.store.StoreFixture;
import io.sluice.store.WriteCondition;
import io.sluice.testing.RealMinio;
import io.sluice.testing.RecordingProxy;
import io.sluice.testing.RecordingProxy.Head;
import io.sluice.testing.ServersTellOnFailure;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What goes over the wire: bodies as they are, with their length, and a checksum that the server verifies where it can. */
@ExtendWith(ServersTellOnFailure.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireToMinioIT extends StoreFixture {
    private static final byte[] BYTES = noise((int) MultipartUpload.MIN_PART_BYTES, 4711);
    private static final Crc32c CRC = Crc32c.of(ByteBuffer.wrap(BYTES));
    private static final String CHECKSUM = "x-amz-checksum-crc32c";

    private final Vertx vertx = Vertx.vertx();
    private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
    private final RecordingProxy proxy = new RecordingProxy(RealMinio.shared().endpoint());
    private final S3ObjectStore store = new S3ObjectStore(
            S3TestConfig.of(
                    proxy.endpoint().toString(),
                    RealMinio.shared().accessKey(),
                    RealMinio.shared().secretKey()),
            loops,
            vertx,
            new Slabs(64 << 20));

    @AfterAll
    void close() {
        store.close();
        proxy.close();
        var _ = vertx.close();
        var _ = loops.shutdownGracefully();
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Test
    void aHeldObjectGoesWithItsChecksum() {
        Await.on(store.put(ref("held"), Attributes.NONE, WriteCondition.NONE, Body.of(ByteBuffer.wrap(BYTES))));

        Head put = onlyPut(ref("held"), "");
        assertPlain(put);
        assertThat(put.header(CHECKSUM)).isEqualTo(CRC.base64());
    }

    @Test
    void aStreamedObjectGoesAsItComes() {
        Await.on(store.put(ref("streamed"), Attributes.NONE, WriteCondition.NONE, Chunks.body(BYTES)));

        List<Head> puts = proxy.requests("PUT", path(ref("streamed")));
        assertPlain(puts.getFirst());
        assertThat(puts.getFirst().headers()).doesNotContainKey(CHECKSUM);
        assertThat(puts)
                .hasSize(2)
                .last()
                .satisfies(tags -> assertThat(tags.target()).contains("tagging"));
    }

    @Test
    void aHeldPartGoesWithItsChecksum() {
        MultipartUpload upload = Await.on(store.createMultipart(ref("parts"), Attributes.NONE, true));

        Await.on(store.putPart(upload, 1, Body.of(ByteBuffer.wrap(BYTES))));

        Head put = onlyPut(ref("parts"), "partNumber=1");
        assertPlain(put);
        assertThat(put.header(CHECKSUM)).isEqualTo(CRC.base64());
        Await.on(store.abortMultipart(upload));
    }

    @Test
    void aStreamedPartGoesAsItComes() {
        MultipartUpload upload = Await.on(store.createMultipart(ref("passing"), Attributes.NONE, false));

        Await.on(store.putPart(upload, 1, Chunks.body(BYTES)));

        Head put = onlyPut(ref("passing"), "partNumber=1");
        assertPlain(put);
        assertThat(put.headers()).doesNotContainKey(CHECKSUM);
        Await.on(store.abortMultipart(upload));
    }

    @Test
    void aStreamedPartOfAVerifiedUploadHasItsChecksumBehindIt() {
        MultipartUpload upload = Await.on(store.createMultipart(ref("framed"), Attributes.NONE, true));

        Await.on(store.putPart(upload, 1, Chunks.body(BYTES)));

        Head put = onlyPut(ref("framed"), "partNumber=1");
        assertThat(put.header("x-amz-trailer")).isEqualTo(CHECKSUM);
        assertThat(put.header("x-amz-content-sha256")).isEqualTo("STREAMING-UNSIGNED-PAYLOAD-TRAILER");
        Await.on(store.abortMultipart(upload));
    }

    @Test
    void aReadNamesItsRange() {
        put(ref("read"), "some text");

        Await.on(store.get(ref("read"), ByteRange.all(), PLENTY, ReadCondition.NONE));
        Await.on(store.get(ref("read"), new ByteRange.Between(2, 4), PLENTY, ReadCondition.NONE));

        assertThat(proxy.requests("GET", path(ref("read"))))
                .extracting(get -> get.header("range"))
                .containsExactly("bytes=0-" + (PLENTY - 1), "bytes=2-4");
    }

    private String path(ObjectRef object) {
        return "/" + object.bucket().value() + "/" + object.key().value();
    }

    private Head onlyPut(ObjectRef object, String query) {
        List<Head> puts = proxy.requests("PUT", path(object)).stream()
                .filter(put -> put.target().contains(query))
                .toList();
        assertThat(puts).hasSize(1);
        return puts.getFirst();
    }

    /** No framing of the SDK's own around the bytes, no trailer, no question before them. */
    private static void assertPlain(Head put) {
        assertThat(put.header("content-encoding")).doesNotContain("aws-chunked");
        assertThat(put.headers())
                .doesNotContainKeys("x-amz-trailer", "x-amz-decoded-content-length", "expect", "transfer-encoding");
        assertThat(put.header("content-length")).isEqualTo(Integer.toString(BYTES.length));
        assertThat(put.header("x-amz-content-sha256")).isEqualTo("UNSIGNED-PAYLOAD");
    }
}
