package io.sluice.feature.frames.export;

import io.sluice.base.bytes.Batch;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.ImageFormat;
import io.sluice.feature.frames.read.ReadFrame;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes videos of frames, each by an ffmpeg process of its own, of which there are only so many. Thread-safe. */
public final class VideoExports {
    private final String program;
    private final int most;
    private final Executor files;
    private final AtomicInteger running = new AtomicInteger();

    /**
     * What a video is made of.
     *
     * @param format of all its frames; others are left out
     * @param framesPerSecond of the video
     */
    public record Film(ImageFormat format, double framesPerSecond) {}

    /**
     * @param program ffmpeg, by its name or its path
     * @param most processes at once
     * @param files runs what waits for pipes, two tasks for each process at once
     */
    public VideoExports(String program, int most, Executor files) {
        this.program = program;
        this.most = most;
        this.files = files;
    }

    /**
     * Begins a video, as fragmented MP4. Subscribe to the result, or it keeps its process.
     *
     * @param lane that of the frames and of the result
     * @return fails with {@code export-unavailable} where there is no ffmpeg or it cannot make a video of such frames, and with
     *     {@code export-busy}
     */
    public Uni<Flow.Publisher<Batch>> open(Film film, Flow.Publisher<ReadFrame> frames, Executor lane) {
        return Uni.createFrom()
                .item(() -> {
                    List<String> command = command(film);
                    if (running.incrementAndGet() > most) {
                        running.decrementAndGet();
                        throw Fault.of(FaultCode.EXPORT_BUSY, "At most " + most + " videos are made at once.");
                    }
                    return started(command);
                })
                .runSubscriptionOn(files)
                .emitOn(lane)
                .map(process -> new VideoBody(process, frames, new VideoBody.Threads(files, lane), film.format()));
    }

    private Process started(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var _ = process.onExit().thenRun(running::decrementAndGet);
            return process;
        } catch (IOException absent) {
            running.decrementAndGet();
            throw Fault.of(FaultCode.EXPORT_UNAVAILABLE, "There is no ffmpeg here.", absent);
        }
    }

    private List<String> command(Film film) {
        List<String> words = new ArrayList<>(List.of(program, "-hide_banner", "-loglevel", "error", "-nostdin"));
        words.addAll(List.of("-f", demuxer(film.format()), "-framerate"));
        words.add(String.format(Locale.ROOT, "%.4f", film.framesPerSecond()));
        words.addAll(List.of("-i", "pipe:0", "-an", "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"));
        words.addAll(List.of("-vf", "scale=trunc(iw/2)*2:trunc(ih/2)*2"));
        words.addAll(List.of("-movflags", "frag_keyframe+empty_moov+default_base_moof", "-f", "mp4", "pipe:1"));
        return words;
    }

    private static String demuxer(ImageFormat format) {
        return switch (format) {
            case JPEG -> "mjpeg";
            case PNG -> "png_pipe";
            case WEBP -> "webp_pipe";
            case UNKNOWN ->
                throw Fault.of(FaultCode.EXPORT_UNAVAILABLE, "A video is made of JPEG, PNG or WebP frames.");
        };
    }

    /** How many processes run. */
    public int running() {
        return running.get();
    }
}
