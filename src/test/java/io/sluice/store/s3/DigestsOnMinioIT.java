package io.sluice.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.nio.NioEventLoopGroup;
import io.sluice.base.bytes.ByteBudget;
import io.sluice.base.bytes.ByteRange;
import io.sluice.base.bytes.Crc32c;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.MultipartUpload;
import io.sluice.store.MultipartUpload.Completion;
import io.sluice.store.MultipartUpload.Part;
import io.sluice.store.ObjectStore;
import io.sluice.store.ReadCondition;
import io.sluice.store.StoreFixture;
import io.sluice.store.WriteCondition;
import io.sluice.store.transfer.Downloads;
import io.sluice.store.transfer.ObjectDownload;
import io.sluice.store.transfer.TransferSettings;
import io.sluice.testing.RealMinio;
import io.sluice.testing.ServersTellOnFailure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A read tells the digests that a HEAD tells, whoever wrote the object. */
@ExtendWith(ServersTellOnFailure.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DigestsOnMinioIT extends StoreFixture {
    private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
    private final S3ObjectStore store = new S3ObjectStore(S3TestConfig.of(RealMinio.shared()), loops);

    @AfterAll
    void close() {
        store.close();
        var _ = loops.shutdownGracefully();
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    /** As other writers' objects: the server knows the checksum, no metadata and no tag has it. */
    @Test
    void theChecksumOfTheServerIsToldWithTheBytes() {
        MultipartUpload upload = Await.on(store.createMultipart(ref("foreign"), Attributes.NONE, true));
        Part part = Await.on(store.putPart(upload, 1, held("small")));
        Await.on(store.completeMultipart(
                upload, new Completion(List.of(part), null, WriteCondition.NONE, Attributes.NONE)));

        assertThat(opened("foreign").info().digests())
                .isEqualTo(head(ref("foreign")).digests())
                .extracting(digests -> digests.crc32c())
                .isEqualTo(Crc32c.of(ByteBuffer.wrap("small".getBytes(StandardCharsets.UTF_8))));
    }

    private ObjectDownload opened(String name) {
        ByteBudget budget = new ByteBudget(1 << 20, 1, (_, _) -> () -> {});
        TransferSettings settings =
                new TransferSettings(5 << 20, 1, 128 << 10, 128 << 10, 128 << 10, 1, Duration.ofSeconds(1));
        return Await.on(new Downloads(store, budget, settings)
                .open(ref(name), ByteRange.all(), ReadCondition.NONE, Runnable::run));
    }
}
