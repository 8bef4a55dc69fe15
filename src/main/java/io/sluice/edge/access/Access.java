package io.sluice.edge.access;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.BucketName;
import io.sluice.store.objects.Visibility;
import org.jspecify.annotations.Nullable;

/** Decides who may do what. Thread-safe. */
public record Access(BucketAccess buckets) {
    public static final String NO_CREDENTIALS =
            "The request carries no credentials: an API key or a token as 'Authorization: Bearer'.";

    /** What is said to who asks. */
    public enum Verdict {
        ALLOWED,
        /** They have to show who they are. */
        UNKNOWN,
        REFUSED,
        /** They are not to learn that it is there. */
        HIDDEN
    }

    public Verdict decide(Principal who, Action action, Resource resource) {
        BucketName bucket = bucketOf(resource);
        if (bucket != null && buckets.hidden().contains(bucket)) {
            return Verdict.HIDDEN;
        }
        return switch (action.need()) {
            case NOTHING -> Verdict.ALLOWED;
            case CREDENTIALS -> known(who) ? Verdict.ALLOWED : Verdict.UNKNOWN;
            case READER -> may(who, isManaged(bucket) ? Role.ADMIN : Role.READER, resource);
            case WRITER -> may(who, isManaged(bucket) ? Role.ADMIN : Role.WRITER, resource);
            case CAMERA -> may(who, Role.CAMERA, resource);
            case ADMIN -> may(who, Role.ADMIN, resource);
        };
    }

    /**
     * As {@link #decide}, for who is to be told when they may not.
     *
     * @throws Fault {@code unauthenticated}, {@code forbidden}, {@code bucket-not-found}
     */
    public void check(Principal who, Action action, Resource resource) {
        switch (decide(who, action, resource)) {
            case ALLOWED -> {}
            case UNKNOWN -> throw unauthenticated(NO_CREDENTIALS);
            case REFUSED ->
                throw Fault.of(
                        FaultCode.FORBIDDEN,
                        "The credentials do not have the role '" + action.need().label() + "' here.");
            case HIDDEN ->
                throw Fault.of(FaultCode.BUCKET_NOT_FOUND, "There is no such bucket.")
                        .hidingIt();
        }
    }

    /** Of who has to show who they are (RFC 6750, section 3). */
    public static Fault unauthenticated(String why) {
        return Fault.of(FaultCode.UNAUTHENTICATED, why).withHeader("WWW-Authenticate", "Bearer realm=\"sluice\"");
    }

    private static Verdict may(Principal who, Role role, Resource resource) {
        if (who.is(role, resource)) {
            return Verdict.ALLOWED;
        }
        return known(who) ? Verdict.REFUSED : Verdict.UNKNOWN;
    }

    private static boolean known(Principal who) {
        return who.kind() != Principal.Kind.ANONYMOUS;
    }

    /** Which objects of a bucket somebody sees who may do something there. */
    public Visibility visibility(Principal who, Resource resource) {
        BucketName bucket = bucketOf(resource);
        boolean all = bucket == null || !buckets.owned().contains(bucket) || who.is(Role.ADMIN, resource);
        return all ? Visibility.ALL : new Visibility.OwnedBy(who.subject());
    }

    /** Whether somebody is told that there is such a bucket: they may do something to objects there. */
    public boolean sees(Principal who, BucketName bucket) {
        return !buckets.hidden().contains(bucket)
                && who.grants().stream()
                        .anyMatch(grant ->
                                grant.role().isForObjects() && grant.limits().concern(bucket));
    }

    /** Whether the audit trail has a line of it when it was allowed. */
    public boolean audited(Action action, Resource resource) {
        return action.change()
                || switch (resource) {
                    case Resource.OfCamera _, Resource.Cameras _ -> buckets.framesAudited();
                    case Resource.OfObject(var object) -> buckets.readsAudited().contains(object.bucket());
                    case Resource.OfPrefix(var bucket, var _) ->
                        buckets.readsAudited().contains(bucket);
                    case Resource.OfKey _, Resource.Service _ -> false;
                };
    }

    private boolean isManaged(@Nullable BucketName bucket) {
        return bucket != null && buckets.managed().contains(bucket);
    }

    private static @Nullable BucketName bucketOf(Resource resource) {
        return switch (resource) {
            case Resource.OfObject(var object) -> object.bucket();
            case Resource.OfPrefix(var bucket, var _) -> bucket;
            case Resource.OfCamera _, Resource.Cameras _, Resource.OfKey _, Resource.Service _ -> null;
        };
    }
}
