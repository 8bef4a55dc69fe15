package io.sluice.feature.links;

import io.sluice.base.time.TimeSource;
import io.sluice.feature.links.MadeLink.Call;
import io.sluice.feature.links.seal.Maker;
import io.sluice.store.MultipartUpload;
import io.sluice.store.MultipartWrites;
import io.sluice.store.ObjectRef;
import io.sluice.store.PresignedRequest;
import io.sluice.store.Presigner;
import io.sluice.store.Presigning;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;

/** Links that the store answers: presigned requests. */
public record StoreLinks(Presigner presigner, MultipartWrites store, TimeSource time) {
    Uni<MadeLink> make(ObjectRef object, LinkWish wish, Maker maker) {
        Duration validity = wish.terms().validity();
        // A signature holds whole seconds.
        Instant end = time.now().truncatedTo(ChronoUnit.SECONDS).plus(validity);
        return called(object, wish, maker).map(what -> new MadeLink(object, null, end, what));
    }

    private Uni<? extends MadeLink.What> called(ObjectRef object, LinkWish wish, Maker maker) {
        Duration validity = wish.terms().validity();
        return switch (wish) {
            case LinkWish.Read(var _, var disposition) -> single(new Presigning.Read(object, disposition), validity);
            case LinkWish.Write(var _, var limits) ->
                single(new Presigning.Write(object, limits.contentType(), limits.size(), maker.owner()), validity);
            case LinkWish.Parts(var _, var number, var contentType) ->
                store.createMultipart(object, maker.attributes(contentType), false)
                        .chain(upload -> several(upload, number, validity));
        };
    }

    private Uni<MadeLink.Single> single(Presigning request, Duration validity) {
        return call(request, validity).map(MadeLink.Single::new);
    }

    private Uni<MadeLink.Several> several(MultipartUpload upload, int number, Duration validity) {
        var parts = Multi.createFrom()
                .items(IntStream.rangeClosed(1, number).boxed())
                .onItem()
                .transformToUniAndConcatenate(part -> call(new Presigning.WritePart(upload, part), validity))
                .collect()
                .asList();
        return Uni.combine()
                .all()
                .unis(
                        parts,
                        call(new Presigning.Complete(upload), validity),
                        call(new Presigning.Abort(upload), validity))
                .with((all, complete, abort) -> new MadeLink.Several(upload.id(), all, complete, abort));
    }

    private Uni<Call> call(Presigning request, Duration validity) {
        return presigner.presign(request, validity).map(StoreLinks::call);
    }

    private static Call call(PresignedRequest signed) {
        return new Call(signed.method(), signed.url().toString(), signed.headers());
    }
}
