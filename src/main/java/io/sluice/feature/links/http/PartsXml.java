package io.sluice.feature.links.http;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.links.PartTag;
import io.sluice.store.ETag;
import io.sluice.store.ObjectRef;
import io.sluice.store.Stored;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Completions of uploads as S3 has them ({@code CompleteMultipartUpload}): one client serves for links of either kind. */
final class PartsXml {
    /** Of a body, in bytes: a thousand parts have a hundred each, and room to spare. */
    static final int LARGEST = 256 << 10;

    private static final int MOST = 1000;
    private static final XMLInputFactory INPUT = input();

    private PartsXml() {}

    /** Nothing outside of the document is ever looked at. */
    private static XMLInputFactory input() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /** @throws Fault {@code invalid-body} */
    static List<PartTag> parse(byte[] body) {
        try {
            XMLStreamReader xml = INPUT.createXMLStreamReader(new ByteArrayInputStream(body));
            xml.nextTag();
            if (!xml.getLocalName().equals("CompleteMultipartUpload")) {
                throw malformed(null);
            }
            List<PartTag> parts = new ArrayList<>();
            while (xml.nextTag() == XMLStreamReader.START_ELEMENT && parts.size() < MOST) {
                parts.add(part(xml));
            }
            if (parts.isEmpty() || !xml.isEndElement()) {
                throw malformed(null);
            }
            return parts;
        } catch (XMLStreamException | IllegalArgumentException wrong) {
            throw malformed(wrong);
        }
    }

    private static PartTag part(XMLStreamReader xml) throws XMLStreamException {
        int number = 0;
        String etag = "";
        while (xml.nextTag() == XMLStreamReader.START_ELEMENT) {
            String name = xml.getLocalName();
            String text = xml.getElementText().strip();
            switch (name) {
                case "PartNumber" -> number = Integer.parseInt(text);
                case "ETag" -> etag = text;
                default -> {
                    // Checksums: the store has them already.
                }
            }
        }
        return new PartTag(number, ETag.parse(etag.startsWith("\"") ? etag : "\"" + etag + "\""));
    }

    private static Fault malformed(@Nullable Throwable cause) {
        String detail = "The body is a CompleteMultipartUpload of S3, with 1 to " + MOST + " parts.";
        return cause == null
                ? Fault.of(FaultCode.INVALID_BODY, detail)
                : Fault.of(FaultCode.INVALID_BODY, detail, cause);
    }

    /** What S3 answers. */
    static String completed(ObjectRef object, Stored stored) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument();
            xml.writeStartElement("CompleteMultipartUploadResult");
            xml.writeDefaultNamespace("http://s3.amazonaws.com/doc/2006-03-01/");
            element(xml, "Bucket", object.bucket().value());
            element(xml, "Key", object.key().value());
            element(xml, "ETag", stored.etag().quoted());
            xml.writeEndElement();
            xml.writeEndDocument();
            return text.toString();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("nothing is written but to memory", impossible);
        }
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
