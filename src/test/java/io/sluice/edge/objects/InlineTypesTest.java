package io.sluice.edge.objects;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InlineTypesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/jpeg",
                "IMAGE/PNG",
                "image/avif; q=1",
                "video/mp4",
                "audio/x-m4a",
                "font/woff2",
                "text/plain; charset=utf-8",
                "application/json",
                "application/pdf",
                "application/vnd.apple.mpegurl"
            })
    void whatCannotRunAsAPageIsShown(String type) {
        assertThat(InlineTypes.contain(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                " Text/HTML;charset=utf-8",
                "text/html,image/png",
                "image/png,text/html",
                "image/svg+xml",
                "image/SVG+XML; charset=utf-8",
                "application/xhtml+xml",
                "application/xml",
                "text/xml",
                "text/xsl",
                "application/xslt+xml",
                "multipart/x-mixed-replace; boundary=x",
                "multipart/related",
                "message/rfc822",
                "application/x-shockwave-flash",
                "application/x-unheard-of",
                "image/",
                "image/ png",
                "html",
                ""
            })
    void anythingElseIsNot(String type) {
        assertThat(InlineTypes.contain(type)).isFalse();
    }

    @Test
    void bytesOfNoTypeAreGivenAsBytes() {
        assertThat(InlineTypes.contain(null)).isTrue();
    }
}
