package io.sluice.edge.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.edge.access.Access.Verdict;
import io.sluice.edge.access.Principal.Kind;
import io.sluice.store.BucketName;
import io.sluice.store.ObjectRef;
import io.sluice.store.objects.Visibility;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AccessTest {
    private static final BucketName FRAMES = new BucketName("frames");
    private static final Access ACCESS = new Access(new BucketAccess(
            Set.of(new BucketName("sluice-system")),
            Set.of(FRAMES),
            Set.of(new BucketName("private")),
            Set.of(new BucketName("watched")),
            true));

    private static Resource object(String bucket, String key) {
        return new Resource.OfObject(ObjectRef.of(bucket, key));
    }

    private static Principal holder(Grant... grants) {
        return new Principal(Kind.KEY, "alice", List.of(grants));
    }

    private static Verdict decided(Grant grant, Action action, Resource resource) {
        return ACCESS.decide(holder(grant), action, resource);
    }

    private static Grant limited(Role role, List<String> buckets, List<String> prefixes, List<String> cameras) {
        return new Grant(role, Limits.of(buckets, prefixes, cameras));
    }

    @ParameterizedTest
    @CsvSource({
        "READER,OBJECT_READ,ALLOWED",
        "READER,OBJECT_WRITE,REFUSED",
        "READER,OBJECT_DELETE,REFUSED",
        "READER,FRAMES_SEND,REFUSED",
        "READER,KEY_READ,REFUSED",
        "WRITER,OBJECT_WRITE,ALLOWED",
        "WRITER,OBJECT_DELETE,ALLOWED",
        "WRITER,OBJECT_READ,REFUSED",
        "CAMERA,FRAMES_SEND,ALLOWED",
        "CAMERA,FRAMES_READ,REFUSED",
        "CAMERA,OBJECT_WRITE,REFUSED",
        "WORKER,OBJECT_READ,REFUSED",
        "WORKER,SELF_READ,ALLOWED",
        "ADMIN,OBJECT_READ,ALLOWED",
        "ADMIN,OBJECT_WRITE,ALLOWED",
        "ADMIN,FRAMES_SEND,ALLOWED",
        "ADMIN,KEY_CHANGE,ALLOWED"
    })
    void aRoleIsForWhatItIsForAndNothingElse(Role role, Action action, Verdict verdict) {
        assertThat(decided(Grant.unlimited(role), action, object("files", "a"))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void whoShowsNothingGetsNothingThatTakesSomething(Action action) {
        Verdict verdict = ACCESS.decide(Principal.ANONYMOUS, action, object("files", "a"));

        assertThat(verdict).isEqualTo(action.need() == Need.NOTHING ? Verdict.ALLOWED : Verdict.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void whereNothingHasToBeShownAnybodyMayDoEverything(Action action) {
        assertThat(ACCESS.decide(Principal.ANYBODY, action, object("files", "a")))
                .isEqualTo(Verdict.ALLOWED);
    }

    @ParameterizedTest
    @CsvSource({
        "files,photos/a.jpg,ALLOWED",
        "files,photos/,ALLOWED",
        "files,photo,REFUSED",
        "files,private/a,REFUSED",
        "other,photos/a.jpg,REFUSED"
    })
    void bucketAndPrefixLimitTogether(String bucket, String key, Verdict verdict) {
        Grant grant = limited(Role.READER, List.of("files"), List.of("photos/"), List.of());

        assertThat(decided(grant, Action.OBJECT_READ, object(bucket, key))).isEqualTo(verdict);
        assertThat(decided(grant, Action.OBJECT_LIST, new Resource.OfPrefix(new BucketName(bucket), key)))
                .isEqualTo(verdict);
    }

    @Test
    void aListingIsNoWiderThanTheLimit() {
        Grant grant = limited(Role.READER, List.of("files"), List.of("photos/2026/"), List.of());

        for (String prefix : List.of("", "photos/", "photos/2025/", "photos/202")) {
            Resource all = new Resource.OfPrefix(new BucketName("files"), prefix);
            assertThat(decided(grant, Action.OBJECT_LIST, all)).as(prefix).isEqualTo(Verdict.REFUSED);
        }
    }

    @Test
    void whatALimitDoesNotNameItIsNotFor() {
        Grant objects = limited(Role.READER, List.of("files"), List.of(), List.of());
        Grant cameras = limited(Role.READER, List.of(), List.of(), List.of("gate-*"));
        Grant admin = limited(Role.ADMIN, List.of("files"), List.of(), List.of());

        assertThat(decided(objects, Action.FRAMES_READ, new Resource.OfCamera("gate-1")))
                .isEqualTo(Verdict.REFUSED);
        assertThat(decided(objects, Action.CAMERA_READ, Resource.CAMERAS)).isEqualTo(Verdict.REFUSED);
        assertThat(decided(cameras, Action.OBJECT_READ, object("files", "a"))).isEqualTo(Verdict.REFUSED);
        assertThat(decided(admin, Action.KEY_READ, Resource.SERVICE)).isEqualTo(Verdict.REFUSED);
        assertThat(decided(admin, Action.OBJECT_DELETE, object("files", "a"))).isEqualTo(Verdict.ALLOWED);
    }

    @ParameterizedTest
    @CsvSource({
        "gate-1,gate-1,ALLOWED",
        "gate-1,gate-10,REFUSED",
        "gate-*,gate-10,ALLOWED",
        "gate-*,gate,REFUSED",
        "*,anything,ALLOWED"
    })
    void camerasAreLimitedByNameOrByItsBeginning(String limit, String camera, Verdict verdict) {
        Grant grant = limited(Role.CAMERA, List.of(), List.of(), List.of(limit));

        assertThat(decided(grant, Action.FRAMES_SEND, new Resource.OfCamera(camera)))
                .isEqualTo(verdict);
    }

    @Test
    void sluicesOwnRecordsAreThereForNobody() {
        for (Principal who : List.of(Principal.ANONYMOUS, Principal.ANYBODY, holder(Grant.unlimited(Role.ADMIN)))) {
            assertThat(ACCESS.decide(who, Action.OBJECT_READ, object("sluice-system", "keys/a.json")))
                    .isEqualTo(Verdict.HIDDEN);
            Resource all = new Resource.OfPrefix(new BucketName("sluice-system"), "");
            assertThat(ACCESS.decide(who, Action.OBJECT_LIST, all)).isEqualTo(Verdict.HIDDEN);
        }
    }

    @Test
    void whatOtherPartsLookAfterIsForAdminsOnly() {
        Resource pack = object("frames", "packs/a.mcap");

        assertThat(decided(Grant.unlimited(Role.READER), Action.OBJECT_READ, pack))
                .isEqualTo(Verdict.REFUSED);
        assertThat(decided(Grant.unlimited(Role.WRITER), Action.OBJECT_WRITE, pack))
                .isEqualTo(Verdict.REFUSED);
        assertThat(decided(Grant.unlimited(Role.ADMIN), Action.OBJECT_READ, pack))
                .isEqualTo(Verdict.ALLOWED);
    }

    @Test
    void whereObjectsBelongToTheirOwnersOnlyAdminsSeeAll() {
        Resource own = object("private", "a");
        Principal admin = holder(Grant.unlimited(Role.ADMIN));
        Principal adminElsewhere =
                holder(Grant.unlimited(Role.READER), limited(Role.ADMIN, List.of("files"), List.of(), List.of()));

        assertThat(ACCESS.visibility(holder(Grant.unlimited(Role.READER)), own))
                .isEqualTo(new Visibility.OwnedBy("alice"));
        assertThat(ACCESS.visibility(adminElsewhere, own)).isEqualTo(new Visibility.OwnedBy("alice"));
        assertThat(ACCESS.visibility(admin, own)).isEqualTo(Visibility.ALL);
        assertThat(ACCESS.visibility(Principal.ANYBODY, own)).isEqualTo(Visibility.ALL);
        assertThat(ACCESS.visibility(holder(Grant.unlimited(Role.READER)), object("files", "a")))
                .isEqualTo(Visibility.ALL);
    }

    @ParameterizedTest
    @CsvSource({"READER,true", "WRITER,true", "ADMIN,true", "CAMERA,false", "WORKER,false"})
    void aBucketIsToldOnlyToWhoMayDoSomethingToItsObjects(Role role, boolean told) {
        BucketName files = new BucketName("files");

        assertThat(ACCESS.sees(holder(Grant.unlimited(role)), files)).isEqualTo(told);
        assertThat(ACCESS.sees(holder(limited(role, List.of("files"), List.of(), List.of())), files))
                .isEqualTo(told);
        assertThat(ACCESS.sees(holder(limited(role, List.of("other"), List.of(), List.of())), files))
                .isFalse();
        assertThat(ACCESS.sees(holder(Grant.unlimited(role)), new BucketName("sluice-system")))
                .isFalse();
    }

    @Test
    void changesAreAuditedAndReadsWhereTheBucketSaysSo() {
        assertThat(ACCESS.audited(Action.OBJECT_WRITE, object("files", "a"))).isTrue();
        assertThat(ACCESS.audited(Action.OBJECT_READ, object("files", "a"))).isFalse();
        assertThat(ACCESS.audited(Action.OBJECT_READ, object("watched", "a"))).isTrue();
    }

    @Test
    void readsOfCamerasAreAuditedAsThoseOfTheirBucketAre() {
        Resource camera = new Resource.OfCamera("gate");

        assertThat(ACCESS.audited(Action.FRAMES_READ, camera)).isTrue();
        assertThat(ACCESS.audited(Action.CAMERA_READ, Resource.CAMERAS)).isTrue();
        assertThat(new Access(BucketAccess.NONE).audited(Action.FRAMES_READ, camera))
                .isFalse();
        assertThat(ACCESS.audited(Action.AUDIT_READ, Resource.SERVICE)).isFalse();
    }
}
