package io.sluice.feature.frames.export;

import io.sluice.base.bytes.Batch;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.feature.frames.ImageFormat;
import io.sluice.feature.frames.read.ReadFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Frames into a process, and a video out of it: a frame at a time, a read at a time, both no faster than the client takes the video.
 * The process is ended when the client goes. Confined to the lane, but for what waits for the pipes.
 */
final class VideoBody implements Flow.Publisher<Batch> {
    private static final Logger LOG = Logger.getLogger(VideoBody.class);
    private static final int READ = 64 << 10;

    private final Process process;
    private final Flow.Publisher<ReadFrame> frames;
    private final Threads threads;
    private final ImageFormat format;
    private Flow.@Nullable Subscription source;
    private boolean ended;

    /**
     * Where things run.
     *
     * @param files what waits for the pipes
     * @param lane all else
     */
    record Threads(Executor files, Executor lane) {}

    VideoBody(Process process, Flow.Publisher<ReadFrame> frames, Threads threads, ImageFormat format) {
        this.process = process;
        this.frames = frames;
        this.threads = threads;
        this.format = format;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Batch> client) {
        frames.subscribe(new Feeding(client));
        client.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long batches) {
                threads.files().execute(() -> read(client));
            }

            @Override
            public void cancel() {
                stop();
            }
        });
    }

    private void stop() {
        ended = true;
        if (source != null) {
            source.cancel();
        }
        process.destroyForcibly();
    }

    /** Waits for the pipe. */
    private void read(Flow.Subscriber<? super Batch> client) {
        try {
            byte[] bytes = new byte[READ];
            int length = process.getInputStream().read(bytes);
            if (length > 0) {
                ByteBuffer read = ByteBuffer.wrap(bytes, 0, length).slice();
                threads.lane().execute(() -> {
                    if (!ended) {
                        client.onNext(new Batch(List.of(read)));
                    }
                });
                return;
            }
        } catch (IOException broken) {
            LOG.debugf("The pipe of a video broke: cause=%s", broken);
        }
        var _ = process.onExit().thenAcceptAsync(done -> over(client, done.exitValue()), threads.lane());
    }

    private void over(Flow.Subscriber<? super Batch> client, int exit) {
        if (ended) {
            return;
        }
        stop();
        if (exit == 0) {
            client.onComplete();
        } else {
            client.onError(Fault.of(FaultCode.INTERNAL_ERROR, "The video could not be made."));
        }
    }

    /** Puts frames into the pipe. */
    private final class Feeding implements Flow.Subscriber<ReadFrame> {
        private final Flow.Subscriber<? super Batch> client;

        Feeding(Flow.Subscriber<? super Batch> client) {
            this.client = client;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            source = subscription;
            subscription.request(1);
        }

        @Override
        public void onNext(ReadFrame frame) {
            boolean same = frame.frame().format().equals(format);
            if (ended || !same) {
                frame.close();
                more();
            } else {
                threads.files().execute(() -> write(frame));
            }
        }

        private void more() {
            if (!ended && source != null) {
                source.request(1);
            }
        }

        /** Waits for the pipe. A process that takes nothing more says by its end why. */
        private void write(ReadFrame frame) {
            boolean taken = true;
            try (frame) {
                OutputStream pipe = process.getOutputStream();
                for (ByteBuffer chunk : frame.bytes()) {
                    byte[] bytes = new byte[chunk.remaining()];
                    chunk.duplicate().get(bytes);
                    pipe.write(bytes);
                }
                pipe.flush();
            } catch (IOException broken) {
                taken = false;
                LOG.debugf("A video takes no more frames: cause=%s", broken);
            }
            frame.memory().reuse();
            if (taken) {
                threads.lane().execute(this::more);
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (!ended) {
                stop();
                client.onError(failure);
            }
        }

        @Override
        public void onComplete() {
            threads.files().execute(this::closePipe);
        }

        private void closePipe() {
            try {
                process.getOutputStream().close();
            } catch (IOException gone) {
                LOG.debugf("A video has ended before its frames: cause=%s", gone);
            }
        }
    }
}
