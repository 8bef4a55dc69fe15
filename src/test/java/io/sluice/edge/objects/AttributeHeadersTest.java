package io.sluice.edge.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.Attributes;
import io.sluice.store.ContentHeaders;
import io.vertx.core.MultiMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeHeadersTest {
    @Test
    void nothingIsKeptOfAPlainRequest() {
        assertThat(AttributeHeaders.parse(headers("Content-Length", "5", "Host", "x"), null))
                .isEqualTo(Attributes.NONE);
    }

    @Test
    void everythingIsKeptUnderItsName() {
        Attributes attributes = AttributeHeaders.parse(
                headers(
                        "content-type", "a/b",
                        "Content-Encoding", "gzip",
                        "Content-Language", "de",
                        "Content-Disposition", "inline",
                        "Cache-Control", "no-store",
                        "X-META-Place", "UTF-8''Z%C3%BCrich",
                        "x-meta-n", "1",
                        "X-Tags", "a=1&b"),
                "sha");

        assertThat(attributes.headers()).isEqualTo(new ContentHeaders("a/b", "gzip", "de", "inline", "no-store"));
        assertThat(attributes.metadata()).isEqualTo(Map.of("place", "Zürich", "n", "1"));
        assertThat(attributes.tags()).isEqualTo(Map.of("a", "1", "b", ""));
        assertThat(attributes.sha256()).isEqualTo("sha");
    }

    @Test
    void tagsAreAFormEncodedList() {
        assertThat(AttributeHeaders.parse(headers("X-Tags", "a%20b=c+d&e=f=g"), null)
                        .tags())
                .isEqualTo(Map.of("a b", "c d", "e", "f=g"));
        assertThat(AttributeHeaders.parse(headers("X-Tags", " "), null).tags()).isEmpty();
    }

    @Test
    void tagsThatAreWrittenCanBeRead() {
        Map<String, String> tags = Map.of("a b", "1+2=3", "ü", "x/y:z@w", "flag", "");

        String header = AttributeHeaders.format(tags);

        assertThat(header).isEqualTo("a%20b=1%2B2%3D3&flag=&%C3%BC=x%2Fy%3Az%40w");
        assertThat(AttributeHeaders.parse(headers("X-Tags", header), null).tags())
                .isEqualTo(tags);
    }

    @Test
    void metadataThatIsWrittenCanBeRead() {
        Map<String, String> metadata = Map.of("plain", "50%", "place", "Zürich", "padded", " x ");
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();

        AttributeHeaders.write(metadata, headers);

        assertThat(headers.get("X-Meta-Plain")).isEqualTo("50%");
        assertThat(AttributeHeaders.parse(headers, null).metadata()).isEqualTo(metadata);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Tags|a=1&a=2|INVALID_TAGS",
                "X-Tags|a=1&|INVALID_TAGS",
                "X-Tags|a=%4|INVALID_HEADER",
                "X-Tags|a=<|INVALID_TAGS",
                "X-Meta-|x|INVALID_HEADER",
                "X-Meta-Sluice-X|x|INVALID_HEADER",
                "X-Meta-A|utf-8''%FF|INVALID_HEADER",
                "Content-Type|text/ü|INVALID_HEADER",
                "Cache-Control|a\tb|INVALID_HEADER"
            })
    void whatCannotBeKeptIsRefused(String name, String value, FaultCode code) {
        assertThatThrownBy(() -> AttributeHeaders.parse(headers(name, value), null))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }

    private static MultiMap headers(String... namesAndValues) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }
}
