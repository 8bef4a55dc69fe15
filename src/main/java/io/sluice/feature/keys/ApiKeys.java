package io.sluice.feature.keys;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Ids;
import io.sluice.base.time.Secrets;
import io.sluice.base.time.TimeSource;
import io.sluice.edge.access.Credential;
import io.sluice.edge.access.Grant;
import io.sluice.edge.access.Principal;
import io.sluice.edge.access.Role;
import io.sluice.edge.access.SecretHash;
import io.sluice.edge.access.keys.ApiKey;
import io.sluice.edge.access.keys.KeyRing;
import io.sluice.edge.access.keys.KeyText;
import io.sluice.store.BucketName;
import io.sluice.store.ListCursor;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.ObjectReads;
import io.sluice.store.manifest.Change;
import io.sluice.store.manifest.Manifest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes, lists, rotates and revokes API keys. Thread-safe; failures are {@link Fault}s. */
public final class ApiKeys {
    /** The id of the first key: of replicas that start at once one makes it. */
    static final String FIRST = "00000000000000000000000000";

    private static final String SUFFIX = ".json";
    private static final int READERS = 8;

    private final KeyRing ring;
    private final ObjectReads store;
    private final BucketName bucket;
    private final Means means;

    /** What keys are made with. */
    public record Means(Ids ids, Secrets secrets, TimeSource time) {}

    /** A page of keys; {@code next} is null on the last one. */
    public record Page(List<ApiKey> keys, @Nullable String next) {
        public Page {
            keys = List.copyOf(keys);
        }
    }

    /** @param bucket in which the keys are */
    public ApiKeys(KeyRing ring, ObjectReads store, BucketName bucket, Means means) {
        this.ring = ring;
        this.store = store;
        this.bucket = bucket;
        this.means = means;
    }

    /**
     * A key that is to be made.
     *
     * @param subject null for one of its own
     * @param expires null for never
     */
    public record Wish(
            String name,
            @Nullable String subject,
            List<Grant> grants,
            @Nullable Instant expires) {}

    /** @param by the subject of who wants it */
    public Uni<MadeKey> make(Wish wish, String by) {
        String id = means.ids().next();
        String subject = wish.subject() == null ? Principal.OF_KEY + id : wish.subject();
        ApiKey.Holder holder = new ApiKey.Holder(wish.name(), subject, wish.grants());
        ApiKey.Origin origin = new ApiKey.Origin(means.time().now(), by, wish.expires());
        MadeKey made = drawn(id, holder, origin);
        return kept(made).map(mine -> Optional.of(made).filter(_ -> mine).orElseThrow());
    }

    /** An admin key that opens nothing before {@link #keepFirst}. */
    public MadeKey first() {
        ApiKey.Holder admin = new ApiKey.Holder("The first one", Principal.ADMIN, List.of(Grant.unlimited(Role.ADMIN)));
        return drawn(FIRST, admin, new ApiKey.Origin(means.time().now(), Principal.SLUICE, null));
    }

    /**
     * Keeps an admin key if there is no other key at all. When that fails it may have been done all the same, so try again with the same.
     *
     * @return whether it opens; not when there is another, or another replica was faster
     */
    public Uni<Boolean> keepFirst(MadeKey first) {
        return store.list(query(null, 1))
                .chain(page ->
                        page.objects().stream().allMatch(entry -> id(entry).equals(FIRST))
                                ? kept(first)
                                : Uni.createFrom().item(false));
    }

    private MadeKey drawn(String id, ApiKey.Holder holder, ApiKey.Origin origin) {
        Credential.Key shown = new Credential.Key(id, means.secrets().text());
        ApiKey key = new ApiKey(id, holder, origin, SecretHash.of(shown.secret()), null);
        return new MadeKey(key, KeyText.of(shown));
    }

    /** False when the id is taken by another. */
    private Uni<Boolean> kept(MadeKey made) {
        return ring.change(
                        made.key().id(),
                        there -> there.isPresent() ? new Change.Keep<>() : new Change.Write<>(made.key()))
                .map(changed -> changed.now()
                        .filter(now -> now.value().equals(made.key()))
                        .isPresent());
    }

    /** Keys in the order of their ids, which is that in which they were made. */
    public Uni<Page> list(String after, int limit) {
        return store.list(query(after, limit))
                .chain(page -> Multi.createFrom()
                        .iterable(page.objects())
                        .onItem()
                        .transformToUni(entry -> ring.key(id(entry)))
                        .merge(READERS)
                        .collect()
                        .asList()
                        .map(found -> page(page, found)));
    }

    private ListQuery query(@Nullable String after, int limit) {
        ListCursor from = after == null || after.isEmpty() ? null : ListCursor.after(KeyRing.ROOT + after + SUFFIX);
        return new ListQuery(bucket, KeyRing.ROOT, null, from, limit);
    }

    private static Page page(ListPage page, List<Optional<ApiKey>> found) {
        List<ApiKey> keys = found.stream()
                .flatMap(Optional::stream)
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .toList();
        boolean last = page.next() == null;
        return new Page(keys, last ? null : id(page.objects().getLast()));
    }

    private static String id(ListPage.Entry entry) {
        String key = entry.key().value();
        return key.substring(KeyRing.ROOT.length(), key.length() - SUFFIX.length());
    }

    /** Fails with {@code key-not-found}. */
    public Uni<ApiKey> find(String id) {
        return ring.key(checked(id)).map(found -> found.orElseThrow(ApiKeys::notFound));
    }

    /**
     * Gives a key another secret.
     *
     * @param grace how long the one it has now opens all the same
     */
    public Uni<MadeKey> rotate(String id, Duration grace) {
        Credential.Key shown = new Credential.Key(checked(id), means.secrets().text());
        SecretHash hash = SecretHash.of(shown.secret());
        Instant until = means.time().now().plus(grace);
        return ring.change(
                        id,
                        there -> new Change.Write<>(there.map(Manifest::value)
                                .orElseThrow(ApiKeys::notFound)
                                .rotated(hash, until)))
                .map(changed -> new MadeKey(changed.now().orElseThrow().value(), KeyText.of(shown)));
    }

    /** Ends a key for good: at once on this replica, on others within {@code sluice.access.fresh-for}. */
    public Uni<Void> revoke(String id) {
        return ring.change(checked(id), there -> {
                    if (there.isEmpty()) {
                        throw notFound();
                    }
                    return new Change.Remove<>();
                })
                .replaceWithVoid();
    }

    private static String checked(String id) {
        if (!KeyText.isId(id)) {
            throw notFound();
        }
        return id;
    }

    private static Fault notFound() {
        return Fault.of(FaultCode.KEY_NOT_FOUND, "There is no API key of this id.");
    }
}
