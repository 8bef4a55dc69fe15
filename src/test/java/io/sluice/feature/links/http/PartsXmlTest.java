package io.sluice.feature.links.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.links.PartTag;
import io.sluice.store.ETag;
import io.sluice.store.ObjectRef;
import io.sluice.store.Stored;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartsXmlTest {
    private static List<PartTag> parse(String xml) {
        return PartsXml.parse(xml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void partsAreReadAsClientsOfS3SendThem() {
        List<PartTag> parts = parse("""
                <?xml version="1.0" encoding="UTF-8"?>
                <CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
                  <Part><ETag>&quot;a&#45;1&quot;</ETag><PartNumber>1</PartNumber></Part>
                  <Part><PartNumber> 2 </PartNumber><ETag>b</ETag><ChecksumCRC32C>x==</ChecksumCRC32C></Part>
                </CompleteMultipartUpload>
                """);

        assertThat(parts).containsExactly(new PartTag(1, new ETag("a-1")), new PartTag(2, new ETag("b")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "<CompleteMultipartUpload/>",
                "<CompleteMultipartUpload>",
                "<Other><Part><PartNumber>1</PartNumber><ETag>a</ETag></Part></Other>",
                "<CompleteMultipartUpload><Part><PartNumber>x</PartNumber><ETag>a</ETag></Part></CompleteMultipartUpload>",
                "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber></Part>text</CompleteMultipartUpload>",
                "<CompleteMultipartUpload><Part><PartNumber><a/></PartNumber></Part></CompleteMultipartUpload>",
                "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><CompleteMultipartUpload><Part><ETag>&b;</ETag>"
                        + "</Part></CompleteMultipartUpload>"
            })
    void anythingElseIsRefused(String xml) {
        assertThatThrownBy(() -> parse(xml))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.INVALID_BODY));
    }

    @Test
    void moreThanAThousandPartsAreRefused() {
        String part = "<Part><PartNumber>1</PartNumber><ETag>a</ETag></Part>";

        assertThat(parse("<CompleteMultipartUpload>" + part.repeat(1000) + "</CompleteMultipartUpload>"))
                .hasSize(1000);
        assertThatThrownBy(() -> parse("<CompleteMultipartUpload>" + part.repeat(1001) + "</CompleteMultipartUpload>"))
                .isInstanceOf(Fault.class);
    }

    @Test
    void theAnswerIsWellFormedWhateverTheKey() {
        String xml = PartsXml.completed(ObjectRef.of("files", "<a>&\"b\""), new Stored(new ETag("t"), 1, null, null));

        assertThat(xml).contains("<Key>&lt;a&gt;&amp;\"b\"</Key>", "<ETag>\"t\"</ETag>");
    }
}
