package io.sluice.store.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.bytes.Crc32c;
import io.sluice.store.ContentHeaders;
import io.sluice.store.ETag;
import io.sluice.store.ObjectInfo;
import io.sluice.store.ObjectRef;
import io.sluice.store.Origin;
import io.sluice.store.cache.Infos;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InfoJsonTest {
    private static final ObjectRef OBJECT = ObjectRef.of("files", "Größe/\"5€\"");

    @Test
    void allThatIsKnownComesBack() {
        ObjectInfo info = new ObjectInfo(
                OBJECT.key(),
                5L << 40,
                new ETag("abc-12"),
                Instant.parse("2026-01-31T12:00:00.123Z"),
                new ContentHeaders("text/plain", "gzip", "de", "attachment; filename=\"ü\"", "no-cache"),
                Map.of("a", "1", "größe", "5 € \"\\\n"),
                new ObjectInfo.Digests(Crc32c.parse("AAAAAQ=="), "c2hh"),
                "Zoë",
                3,
                "v1",
                Origin.STORE);

        ObjectInfo read = InfoJson.read(OBJECT, InfoJson.write(info));

        assertThat(read).isEqualTo(info.from(Origin.SHARED_CACHE));
    }

    @Test
    void whatIsNotKnownStaysUnknown() {
        ObjectInfo info = Infos.of(OBJECT, "e", 0);

        assertThat(InfoJson.read(OBJECT, InfoJson.write(info))).isEqualTo(info.from(Origin.SHARED_CACHE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "{}", "[]", "[2]", "[1,1,\"e\"]", "[\"1\"]", "[2,1,\"e\",1,1,1,1,1,1,1,1,1,1,1]"})
    void whatIsOfAnotherFormIsNotRead(String text) {
        assertThatThrownBy(() -> InfoJson.read(OBJECT, text)).isInstanceOf(RuntimeException.class);
    }
}
