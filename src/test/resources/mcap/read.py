"""Reads packs with the official package and says what it finds, a line for each thing, its values parted by tabs.

Once as a stream from front to end, with every checksum, and once by the indexes of the summary.
Usage: read.py PACK TOPIC FROM TO, the last three for a range by log time (nanoseconds, TO excluded).
"""

import hashlib
import io
import struct
import sys

from mcap.data_stream import ReadDataStream
from mcap.opcode import Opcode
from mcap.reader import NonSeekingReader, SeekingReader
from mcap.records import MessageIndex
from mcap_protobuf.decoder import DecoderFactory


def say(*values):
    print("\t".join(str(value) for value in values))


def messages(how, found):
    for schema, channel, message, image in found:
        say(
            how,
            schema.name,
            channel.topic,
            channel.metadata["camera"],
            image.frame_id,
            message.sequence,
            message.log_time,
            message.publish_time,
            image.timestamp.seconds * 1_000_000_000 + image.timestamp.nanos,
            image.format,
            hashlib.sha256(image.data).hexdigest(),
        )


def index_entries(pack, summary):
    """What the message indexes point at, which the readers of the package pass by."""
    with open(pack, "rb") as stream:
        content = stream.read()
    for chunk in summary.chunk_indexes:
        chunk_end = chunk.chunk_start_offset + chunk.chunk_length
        records = chunk_end - chunk.uncompressed_size
        for channel, offset in chunk.message_index_offsets.items():
            assert chunk_end <= offset < chunk_end + chunk.message_index_length
            stream = ReadDataStream(io.BytesIO(content[offset:]))
            assert stream.read1() == Opcode.MESSAGE_INDEX
            stream.read8()
            index = MessageIndex.read(stream)
            assert index.channel_id == channel
            for log_time, at in index.records:
                opcode, _, id, sequence, time = struct.unpack_from("<BQHIQ", content, records + at)
                assert opcode == Opcode.MESSAGE and id == channel and time == log_time
                say("entry", summary.channels[channel].topic, sequence, log_time)


def main(pack, topic, start, end):
    with open(pack, "rb") as stream:
        reader = NonSeekingReader(stream, validate_crcs=True, decoder_factories=[DecoderFactory()])
        messages("stream", reader.iter_decoded_messages(log_time_order=False))
    with open(pack, "rb") as stream:
        reader = SeekingReader(stream, validate_crcs=True, decoder_factories=[DecoderFactory()])
        header = reader.get_header()
        say("header", header.profile, header.library)
        messages("indexed", reader.iter_decoded_messages(log_time_order=False))
        ordered = [message.log_time for _, _, message in reader.iter_messages()]
        say("ordered", ordered == sorted(ordered), len(ordered))
        messages(
            "range",
            reader.iter_decoded_messages(
                topics=[topic], start_time=int(start), end_time=int(end), log_time_order=False
            ),
        )
        summary = reader.get_summary()
        about = summary.statistics
        say(
            "statistics",
            about.message_count,
            about.schema_count,
            about.channel_count,
            about.attachment_count,
            about.chunk_count,
            about.message_start_time,
            about.message_end_time,
        )
        for channel, count in about.channel_message_counts.items():
            say("count", summary.channels[channel].topic, count)
        for chunk in summary.chunk_indexes:
            say("chunk", chunk.chunk_start_offset, chunk.chunk_length, chunk.message_index_length)
        for attachment in reader.iter_attachments():
            digest = hashlib.sha256(attachment.data).hexdigest()
            say("attachment", attachment.name, attachment.media_type, attachment.log_time, digest)
    index_entries(pack, summary)


main(*sys.argv[1:])
