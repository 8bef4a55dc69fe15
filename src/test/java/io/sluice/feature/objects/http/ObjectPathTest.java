package io.sluice.feature.objects.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.ListCursor;
import io.sluice.store.ObjectRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths of objects, and cursors of listings. */
class ObjectPathTest {
    private static final String BASE = "/api/v1/buckets/files/objects/";

    @ParameterizedTest
    @CsvSource({
        "a,a",
        "a/b,a/b",
        "a%2Fb,a/b",
        "a+b,a+b",
        "a%20b,a b",
        "%C3%BC,ü",
        "objects/x,objects/x",
        "a/objects/b,a/objects/b",
        "a/,a/"
    })
    void theRestOfThePathIsTheKey(String path, String key) {
        assertThat(ObjectPath.namesObject(BASE + path)).isTrue();
        assertThat(ObjectPath.parse(BASE + path)).isEqualTo(ObjectRef.of("files", key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/v1/buckets/files/objects", BASE, "/api/v1/buckets/files", "/x" + BASE + "a"})
    void otherPathsNameNoObject(String path) {
        assertThat(ObjectPath.namesObject(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a b", "ü/港/🎉", "100%", "a+b?c#d&e", "~._-", "a|^`\\b", "folder/"})
    void aKeyIsFoundAgainUnderItsPath(String key) {
        ObjectRef object = ObjectRef.of("files", key);

        assertThat(ObjectPath.of(object)).matches("[A-Za-z0-9/%._~-]+");
        assertThat(ObjectPath.parse(ObjectPath.of(object))).isEqualTo(object);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/buckets/files/objects/a/../b,INVALID_KEY",
        "/api/v1/buckets/files/objects/a%2F..%2Fb,INVALID_KEY",
        "/api/v1/buckets/files/objects/%zz,INVALID_KEY",
        "/api/v1/buckets/No/objects/a,INVALID_BUCKET",
        "/api/v1/buckets/%FF/objects/a,INVALID_BUCKET",
        "/api/v1/buckets/a/b/objects/a,INVALID_BUCKET"
    })
    void whatNamesNoObjectIsRefused(String path, FaultCode code) {
        assertThatThrownBy(() -> ObjectPath.parse(path))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }

    @Test
    void aCursorComesBackFromItsText() {
        for (ListCursor cursor : new ListCursor[] {
            ListCursor.after("a"),
            ListCursor.after("ü/港 🎉"),
            new ListCursor("key", "the/token=="),
            new ListCursor("key", "")
        }) {
            assertThat(Cursors.encode(cursor)).matches("[A-Za-z0-9_-]+");
            assertThat(Cursors.decode(Cursors.encode(cursor))).isEqualTo(cursor);
        }
        assertThat(Cursors.encode(null)).isNull();
        assertThat(Cursors.decode(null)).isNull();
        assertThat(Cursors.decode("")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "a b", "A", "AAAA====="})
    void whatIsNoCursorIsRefused(String text) {
        assertThatThrownBy(() -> Cursors.decode(text))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.INVALID_PARAMETER));
    }
}
