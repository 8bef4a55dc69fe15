package io.sluice.feature.frames.wire;

import static io.sluice.feature.frames.wire.Received.MAX_FRAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.feature.frames.CameraName;
import io.sluice.feature.frames.FixedTime;
import io.sluice.feature.frames.Frame;
import io.sluice.feature.frames.FrameType;
import io.sluice.feature.frames.ImageFormat;
import io.sluice.feature.frames.wire.StreamEnd.Complete;
import io.sluice.testing.Command;
import io.sluice.testing.Tools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stream that ffmpeg writes, against the same images one after another. */
class MpjpegIT {
    private static final int FRAMES = 60;

    @TempDir
    Path folder = Path.of("");

    private byte[] encoded(String format) throws IOException {
        Path file = folder.resolve(format);
        Command.of(
                        Tools.find("ffmpeg"),
                        "-v",
                        "error",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=size=640x480:rate=30",
                        "-frames:v",
                        String.valueOf(FRAMES),
                        "-c:v",
                        "mjpeg",
                        "-q:v",
                        "5",
                        "-threads",
                        "1",
                        "-f",
                        format,
                        file.toString())
                .run(folder, Map.of(), Duration.ofMinutes(1));
        return Files.readAllBytes(file);
    }

    @Test
    void everyFrameIsFoundHoweverTheStreamIsCut() throws IOException {
        byte[] stream = encoded("mpjpeg");
        byte[] images = encoded("image2pipe");
        for (long seed = 0; seed < 20; seed++) {
            int[] sizes = new Random(seed).ints(50, 1, seed < 10 ? 100 : 40_000).toArray();
            Received received = new Received();
            FrameSource source = new FrameSource(new CameraName("gate"), FixedTime.atNoon(), 10 * MAX_FRAME);

            StreamEnd end = received.feed(new MultipartParser(source, new Boundary("ffmpeg"), received), stream, sizes);

            assertThat(end).as("seed %d", seed).isEqualTo(new Complete(FRAMES, false));
            assertThat(joined(received)).as("seed %d", seed).isEqualTo(images);
            assertThat(received.frames())
                    .extracting(Frame::type)
                    .containsOnly(new FrameType(ImageFormat.JPEG, "image/jpeg"));
            assertThat(received.leaked()).as("seed %d", seed).isZero();
        }
    }

    private static byte[] joined(Received received) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] image : received.images()) {
            assertThat(image).startsWith(0xFF, 0xD8).endsWith(0xFF, 0xD9);
            joined.writeBytes(image);
        }
        return joined.toByteArray();
    }
}
