package io.sluice.feature.links;

import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.feature.links.MadeLink.Call;
import io.sluice.feature.links.seal.Deed;
import io.sluice.feature.links.seal.LinkClaims;
import io.sluice.feature.links.seal.LinkClaims.Life;
import io.sluice.feature.links.seal.LinkSeal;
import io.sluice.feature.links.seal.LinkSeals;
import io.sluice.feature.links.seal.Maker;
import io.sluice.store.MultipartWrites;
import io.sluice.store.ObjectRef;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Links that Sluice answers: sealed claims. Nothing is kept of them. */
public record SluiceLinks(LinkSeals seals, MultipartWrites store, Ids ids, TimeSource time) {
    /** What the path of a link begins with. */
    public static final String PATH = "/l/";

    Uni<MadeLink> make(ObjectRef object, LinkWish wish, Maker maker) {
        return seals.find().chain(seal -> {
            String id = seal.id(ids.next(), object.bucket(), maker.subject());
            Life life = new Life(
                    time.now().plus(wish.terms().validity()), wish.terms().once());
            Making making = new Making(seal, id, object, maker, life);
            return what(making, wish).map(what -> new MadeLink(object, id, life.end(), what));
        });
    }

    private Uni<? extends MadeLink.What> what(Making making, LinkWish wish) {
        return switch (wish) {
            case LinkWish.Read(var _, var disposition) -> making.single(new Deed.Read(disposition));
            case LinkWish.Write(var _, var limits) -> making.single(new Deed.Write(limits));
            case LinkWish.Parts(var _, var number, var contentType) ->
                store.createMultipart(making.object(), making.maker().attributes(contentType), true)
                        .map(upload -> making.several(upload.id(), number));
        };
    }

    /** A link that is being made. */
    private record Making(LinkSeal seal, String id, ObjectRef object, Maker maker, Life life) {
        Uni<MadeLink.Single> single(Deed deed) {
            return Uni.createFrom().item(new MadeLink.Single(call(deed)));
        }

        MadeLink.Several several(String upload, int number) {
            List<Call> parts = IntStream.rangeClosed(1, number)
                    .mapToObj(part -> call(new Deed.WritePart(upload, part)))
                    .toList();
            return new MadeLink.Several(upload, parts, call(new Deed.Complete(upload)), call(new Deed.Abort(upload)));
        }

        private Call call(Deed deed) {
            String token = seal.seal(new LinkClaims(id, object, deed, maker, life));
            return new Call(deed.method(), PATH + token, headers(deed));
        }

        private static Map<String, String> headers(Deed deed) {
            return deed instanceof Deed.Write(var limits) && limits.contentType() != null
                    ? Map.of("content-type", limits.contentType())
                    : Map.of();
        }
    }
}
