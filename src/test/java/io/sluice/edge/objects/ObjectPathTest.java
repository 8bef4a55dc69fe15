package io.sluice.edge.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.ObjectRef;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(ObjectPath.API.namesObject(BASE + path)).isTrue();
        assertThat(ObjectPath.API.parse(BASE + path)).isEqualTo(ObjectRef.of("files", key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/v1/buckets/files/objects", BASE, "/api/v1/buckets/files", "/x" + BASE + "a"})
    void otherPathsNameNoObject(String path) {
        assertThat(ObjectPath.API.namesObject(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a b", "ü/港/🎉", "100%", "a+b?c#d&e", "~._-", "a|^`\\b", "folder/"})
    void aKeyIsFoundAgainUnderItsPath(String key) {
        ObjectRef object = ObjectRef.of("files", key);

        assertThat(ObjectPath.API.of(object)).matches("[A-Za-z0-9/%._~-]+");
        assertThat(ObjectPath.API.parse(ObjectPath.API.of(object))).isEqualTo(object);
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
        assertThatThrownBy(() -> ObjectPath.API.parse(path))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }
}
