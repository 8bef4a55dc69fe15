package io.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key that the port allows is kept as it is. */
public abstract class KeyContract extends StoreFixture {
    static Stream<String> keys() {
        return Stream.of(
                "plain",
                "with space/in it /  twice",
                "a+b/c + d",
                "100%/50%",
                "slash%2Fnot/%2e%2e/%00",
                "a..b/..c/d../...",
                "q&=?#x/&amp;",
                "quote\"'/`tick`",
                "<tag>/</tag>",
                "Кириллица/ключ с пробелом",
                "e\u0301/\u00e9",
                "日本語/キー",
                "emoji-😀/🎥👍🏽",
                "back\\slash/\\",
                "folder/",
                "deep/folder/with/slash/",
                ".hidden/.dot",
                ".sluice/tmp/x",
                "~tilde/~/a~",
                "at@sign/@/a@",
                "semi;colon:comma,$!*()[]{}|^",
                "UPPER/lower",
                "x".repeat(255),
                "y".repeat(255) + "/z",
                "p/" + "~".repeat(179) + "/" + "~".repeat(60) + "/" + "q".repeat(178) + "/r",
                "я".repeat(127) + "z",
                ("k".repeat(200) + "/").repeat(5) + "k".repeat(19),
                "n/".repeat(511) + "nn",
                ("я".repeat(120) + "/").repeat(4) + "%".repeat(60));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aKeyIsKeptAsItIs(String key) {
        ObjectRef object = exactly(key);
        Stored stored = put(object, "of " + key);

        assertThat(text(object)).isEqualTo("of " + key);
        assertThat(head(object).key()).isEqualTo(object.key());
        ListPage page = Await.on(store().list(new ListQuery(bucket(), key, null, null, 10)));
        assertThat(page.objects()).singleElement().satisfies(entry -> {
            assertThat(entry.key()).isEqualTo(object.key());
            assertThat(entry.etag()).isEqualTo(stored.etag());
            assertThat(entry.size()).isEqualTo(stored.size());
        });
        assertThat(page.prefixes()).isEmpty();
        assertThat(page.next()).isNull();

        Await.on(store().delete(object, WriteCondition.NONE));
        assertMissing(object);
        assertThat(Await.on(store().list(new ListQuery(bucket(), key, null, null, 10)))
                        .objects())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aKeyIsNotAnotherThatLooksAlike(String key) {
        ObjectRef object = exactly("alike/" + key.substring(0, Math.min(key.length(), 100)));
        put(object, "x");
        assertMissing(exactly(object.key() + "x"));
        assertMissing(exactly(object.key().value().replaceFirst(".$", "") + "#"));
        assertMissing(exactly("alike"));
        Await.on(store().delete(object, WriteCondition.NONE));
    }
}
