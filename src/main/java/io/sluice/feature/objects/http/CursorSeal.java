package io.sluice.feature.objects.http;

import io.sluice.base.bytes.SealedBox;
import io.sluice.store.BucketName;
import io.sluice.store.objects.Visibility;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/**
 * Makes the cursors of each listing.
 *
 * @param box what all replicas seal cursors with
 */
public record CursorSeal(Supplier<Uni<SealedBox>> box) {
    Uni<Cursors> cursors(BucketName bucket, Visibility whose) {
        return switch (whose) {
            case Visibility.Everything() -> Uni.createFrom().item(Cursors.PLAIN);
            case Visibility.OwnedBy(var owner) -> box.get().map(there -> Cursors.hiding(there, bucket + "\0" + owner));
        };
    }
}
