package io.sluice.feature.links;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.links.seal.LinkClaims;
import io.sluice.feature.links.seal.LinkSeals;
import io.sluice.store.MultipartUpload;
import io.sluice.store.MultipartUpload.Completion;
import io.sluice.store.ObjectStore;
import io.sluice.store.Stored;
import io.sluice.store.objects.StoredObjects;
import io.sluice.store.transfer.PartUploads;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.Executor;

/** What is done with links of Sluice. Thread-safe; failures are {@link Fault}s. */
public final class LinkUse {
    private final LinkSeals seals;
    private final LinkMarks marks;
    private final ObjectStore store;
    private final StoredObjects objects;
    private final PartUploads parts;

    public LinkUse(LinkSeals seals, LinkMarks marks, ObjectStore store, StoredObjects objects, PartUploads parts) {
        this.seals = seals;
        this.marks = marks;
        this.store = store;
        this.objects = objects;
        this.parts = parts;
    }

    /** @throws Fault {@code link-not-found}, {@code bucket-not-ready} */
    public LinkClaims open(String token) {
        return seals.atHand()
                .open(token)
                .orElseThrow(() -> Fault.of(FaultCode.LINK_NOT_FOUND, "There is no such link."));
    }

    /**
     * Whether it holds, if that can be told at once.
     *
     * @return false when the store has to be asked
     * @throws Fault {@code link-gone}
     */
    public boolean holdsAtHand(LinkClaims link) {
        return marks.holdsAtHand(link);
    }

    /** Fails with {@code link-gone}, and as reads do. */
    public Uni<Void> holds(LinkClaims link) {
        return marks.holds(link);
    }

    /**
     * Takes the one use there is of a link for one; of any other it tells whether it holds.
     *
     * @return fails with {@code link-gone}
     */
    public Uni<Taken> take(LinkClaims link) {
        Uni<String> use = link.life().once() ? marks.spend(link) : holds(link).replaceWith("");
        return use.map(id -> new Taken(link, id));
    }

    /**
     * A use that was taken.
     *
     * @param id no other use has it, and nobody chooses it; empty where there is no end of uses
     */
    public record Taken(LinkClaims link, String id) {}

    /** Nothing came of the use: it is given back. Never fails: what cannot be given back is lost. */
    public void giveBack(Taken use) {
        if (use.link().life().once()) {
            marks.release(use.link(), use.id()).subscribe().with(_ -> {}, _ -> {});
        }
    }

    /** Opens a part for writing. Fails with {@code upload-not-found}, and as {@link PartUploads#open}. */
    public Uni<PartUploads.Open> putPart(LinkClaims link, String uploadId, PartUploads.Coming part, Executor lane) {
        return Uni.createFrom().completionStage(() -> parts.open(upload(link, uploadId), part, lane));
    }

    /**
     * Makes the object of the parts.
     *
     * @param wanted numbers and tags, ascending; nothing else of them is looked at
     * @param most bytes of the object
     * @return fails with {@code upload-not-found}, {@code invalid-parameter} when a part is not there, {@code body-too-large},
     *     {@code forbidden} when there is an object of somebody else's, {@code write-conflict} when one comes meanwhile
     */
    public Uni<Stored> complete(LinkClaims link, String uploadId, List<PartTag> wanted, long most) {
        MultipartUpload upload = upload(link, uploadId);
        return store.listParts(upload)
                .map(there -> PartTag.parts(wanted, there))
                .invoke(chosen -> checkSize(chosen, most))
                .chain(chosen -> objects.replacing(
                        link.object(),
                        link.maker().whose(),
                        condition -> store.completeMultipart(
                                upload,
                                new Completion(
                                        chosen, null, condition, link.maker().attributes(null)))));
    }

    private static void checkSize(List<MultipartUpload.Part> chosen, long most) {
        if (chosen.stream().mapToLong(MultipartUpload.Part::size).sum() > most) {
            throw Fault.of(FaultCode.BODY_TOO_LARGE, "The parts have more than " + most + " bytes together.");
        }
    }

    public Uni<Void> abort(LinkClaims link, String uploadId) {
        return store.abortMultipart(upload(link, uploadId));
    }

    private static MultipartUpload upload(LinkClaims link, String id) {
        return new MultipartUpload(link.object(), id, true);
    }
}
