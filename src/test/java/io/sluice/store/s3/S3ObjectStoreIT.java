package io.sluice.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.nio.NioEventLoopGroup;
import io.sluice.base.bytes.Slabs;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.Await;
import io.sluice.store.BucketName;
import io.sluice.store.KeyContract;
import io.sluice.store.ListCursor;
import io.sluice.store.ListQuery;
import io.sluice.store.ListingContract;
import io.sluice.store.MultipartContract;
import io.sluice.store.ObjectStore;
import io.sluice.store.ObjectStoreContract;
import io.sluice.store.RangeContract;
import io.sluice.store.ReadConditionContract;
import io.sluice.store.WriteConditionContract;
import io.sluice.store.lease.LeasesContract;
import io.sluice.store.manifest.ManifestContract;
import io.sluice.testing.RealMinio;
import io.sluice.testing.ServersTellOnFailure;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The store on S3 keeps the contract of the port, against a real MinIO. */
@ExtendWith(ServersTellOnFailure.class)
class S3ObjectStoreIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static @Nullable NioEventLoopGroup loops;
    private static @Nullable S3ObjectStore store;

    @BeforeAll
    static void connect() {
        loops = new NioEventLoopGroup(2);
        store = new S3ObjectStore(S3TestConfig.of(RealMinio.shared()), loops, VERTX, new Slabs(64 << 20));
    }

    @AfterAll
    static void close() {
        connected().close();
        var _ = VERTX.close();
        var _ = Objects.requireNonNull(loops).shutdownGracefully();
    }

    private static S3ObjectStore connected() {
        return Objects.requireNonNull(store);
    }

    @Test
    void aListingDoesNotGoOnByATokenThatTheServerHasNotMade() {
        BucketName bucket = new BucketName("listed-" + UUID.randomUUID());
        Await.on(connected().ensureBucket(bucket));

        for (String token : List.of("rubbish", "!!", "[minio_cache:v2,return:]")) {
            ListQuery query = new ListQuery(bucket, "", null, new ListCursor("a", token), 10);

            assertThat(Await.failure(connected().list(query)).code()).isEqualTo(FaultCode.INVALID_PARAMETER);
        }
    }

    @Nested
    class WholeObjects extends ObjectStoreContract {
        @Override
        protected ObjectStore store() {
            return connected();
        }
    }

    @Nested
    class Ranges extends RangeContract {
        @Override
        protected ObjectStore store() {
            return connected();
        }
    }

    @Nested
    class Reads extends ReadConditionContract {
        @Override
        protected ObjectStore store() {
            return connected();
        }
    }

    @Nested
    class Writes extends WriteConditionContract {
        @Override
        protected ObjectStore store() {
            return connected();
        }
    }

    @Nested
    class Keys extends KeyContract {
        @Override
        protected ObjectStore store() {
            return connected();
        }
    }

    @Nested
    class Listings extends ListingContract {
        @Override
        protected ObjectStore store() {
            return connected();
        }
    }

    @Nested
    class Multipart extends MultipartContract {
        @Override
        protected ObjectStore store() {
            return connected();
        }
    }

    @Nested
    class OfLeases extends LeasesContract {
        @Override
        protected ObjectStore store() {
            return connected();
        }
    }

    @Nested
    class Records extends ManifestContract {
        @Override
        protected ObjectStore store() {
            return connected();
        }
    }
}
