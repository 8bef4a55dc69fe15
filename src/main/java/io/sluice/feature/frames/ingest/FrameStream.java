package io.sluice.feature.frames.ingest;

import io.sluice.base.fault.Fault;
import io.sluice.feature.frames.Frame;
import io.sluice.feature.frames.FrameHead;
import io.sluice.feature.frames.FrameTime;
import io.sluice.feature.frames.mcap.ImageHead;
import io.sluice.feature.frames.pack.PackKey;
import io.sluice.feature.frames.pack.PackedFrame;
import io.sluice.feature.frames.wire.Ack;
import io.sluice.feature.frames.wire.FrameListener;
import io.sluice.feature.frames.wire.StreamEnd;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What one sender sends, from its first byte until the last of its frames is stored or refused. It asks for bytes when they are
 * paid for and there is room, hands whole frames to the packing, and tells what became of them.
 *
 * <p>Confined to its lane: all calls come on it, and its listener is called on it.
 */
public final class FrameStream implements FrameListener {
    private final Context context;
    private final Shared shared;
    private final IngestMeters.OfWay meters;
    private final Executor lane;
    private final Listener listener;
    private final Account account;
    private final Admission.Manners manners;
    private final Admission admission;
    private final Books books = new Books(new FromPacking());

    private @Nullable Source source;
    private long frames;
    private long settled;
    private long durable;
    private @Nullable StreamEnd end;

    /** A question is under way: for room, or for a chunk. */
    private boolean asked;

    /** It is for a chunk. */
    private boolean asking;

    private boolean over;

    /** Where the bytes come from. */
    public interface Source {
        /** The next chunk may come: it is followed by {@link #received} or an end. */
        void ask();

        /** How many bytes the next chunk has at most; of a source that cannot tell, how many are likely. */
        long chunk();

        /** How many bytes are known to come yet of the frame that is arriving. */
        long awaited();

        /** No more is asked for. What waits to be handed on is handed on by this; what is not whole is dropped. */
        void stop();
    }

    /** Who hears what becomes of the frames. */
    public interface Listener {
        /**
         * The first frame has been taken: it is whole, and on its way.
         *
         * @param length of its image
         */
        void taken(ImageHead head, int length);

        /**
         * More frames are durable.
         *
         * @param last of them, in {@code pack}
         */
        void durable(Ack.Durable ack, PackedFrame last, PackKey pack);

        /** The store does not take what has been handed on; it is tried again. */
        void troubled(Fault fault);

        /** Whether the sender does nothing else until its frame is stored. */
        default boolean waits() {
            return false;
        }

        /** All is stored or refused; nothing more is told. */
        void last(Ack.Last ack);
    }

    /** What all streams share. */
    record Shared(Context context, Packing packing, Registry registry) {}

    /** Knows the streams that have started and are not over. */
    interface Registry {
        void started(FrameStream stream);

        void over(FrameStream stream);
    }

    FrameStream(Shared shared, Way way, Executor lane, Listener listener) {
        this.shared = shared;
        this.context = shared.context();
        this.meters = context.meters().of(way);
        this.lane = lane;
        this.listener = listener;
        this.account = new Account(context.surroundings().budget());
        this.manners = new Admission.Manners(
                context.surroundings().timers(),
                lane,
                context.settings().patience().start(),
                way.mayWait());
        this.admission = new Admission(shared.packing().gate(), account, manners);
    }

    /** Begins to ask; once. */
    public void start(Source from) {
        source = from;
        meters.open().incrementAndGet();
        shared.registry().started(this);
        more();
    }

    /** A chunk has come. */
    public void received(long bytes) {
        asked = false;
        asking = false;
        account.received(bytes);
    }

    /** Asks for the next chunk, as soon as it may come. */
    public void more() {
        Source from = source;
        if (asked || end != null || from == null) {
            return;
        }
        asked = true;
        long chunk = from.chunk();
        admission.ask(new Admission.Question(chunk, Math.max(chunk, from.awaited()), this::ask, this::refuse));
    }

    /** Whether it has asked for a chunk that has not come. */
    boolean starved() {
        return asking && end == null;
    }

    /** Whether it asks for no more. */
    boolean ended() {
        return end != null;
    }

    private void ask() {
        if (end == null && source != null) {
            asking = true;
            source.ask();
        }
    }

    /** No more will come. */
    public void ended(StreamEnd how) {
        if (end != null) {
            return;
        }
        if (source != null) {
            source.stop();
        }
        end = how;
        if (how instanceof StreamEnd.Broken broken) {
            context.meters().refused(broken.fault(), 1);
        }
        finish();
    }

    /** Takes no more, because of something that is not the sender's fault, or because the sender is gone. */
    public void refuse(Fault fault) {
        if (end != null) {
            return;
        }
        if (account.within()) {
            context.meters().refused(fault, 1);
        }
        if (source != null) {
            source.stop();
        }
        ended(new StreamEnd.Refused(frames, fault));
    }

    /** As {@link #refuse}, from any thread. */
    void refuseLater(Fault fault) {
        lane.execute(() -> refuse(fault));
    }

    @Override
    public void frame(Frame frame) {
        frames++;
        account.handed(frame.length());
        meters.frames().increment();
        meters.bytes().increment(frame.length());
        ImageHead head = head(frame);
        if (frames == 1) {
            listener.taken(head, frame.length());
        }
        shared.packing().add(new Incoming(frame, head, books, listener.waits()));
    }

    @Override
    public void released(long bytes) {
        account.released(bytes);
    }

    /** Both clocks count in microseconds if the producer's does: the frame table takes less room then. */
    private ImageHead head(Frame frame) {
        Instant now = context.surroundings().time().now().truncatedTo(ChronoUnit.MICROS);
        FrameTime arrived = FrameTime.of(now);
        FrameTime sent = frame.time();
        long sequence = frame.sequence() == FrameHead.NO_SEQUENCE ? frames & FrameHead.MAX_SEQUENCE : frame.sequence();
        return new ImageHead(
                frame.camera().value(),
                sent == null ? arrived.nanos() : sent.nanos(),
                arrived.nanos(),
                sequence,
                frame.type().mcapFormat());
    }

    private final class FromPacking implements Books.Listener {
        @Override
        public void settled(Books.Settled news) {
            lane.execute(() -> learnt(news));
        }

        @Override
        public void troubled(Fault fault) {
            lane.execute(() -> {
                if (!over) {
                    listener.troubled(fault);
                }
            });
        }
    }

    private void learnt(Books.Settled news) {
        for (Frame frame : news.frames()) {
            frame.close();
            account.settled(frame.length());
        }
        settled += news.frames().size();
        if (source != null) {
            account.trim(end == null ? Math.max(source.chunk(), source.awaited()) : 0);
        }
        Fault fault = news.fault();
        if (fault == null) {
            durable += news.frames().size();
            tell(news.progress());
        } else if (end instanceof StreamEnd.Complete) {
            end = new StreamEnd.Refused(frames, fault);
        } else {
            refuse(fault);
        }
        finish();
    }

    private void tell(Books.@Nullable Progress progress) {
        if (progress != null) {
            ImageHead head = progress.last().head();
            Ack.Durable ack = new Ack.Durable(progress.count(), head.sequence(), new FrameTime(head.publishTime()));
            listener.durable(ack, progress.last(), progress.pack());
        }
    }

    private void finish() {
        if (end != null && settled == frames && !over) {
            over = true;
            account.close();
            meters.open().decrementAndGet();
            shared.registry().over(this);
            listener.last(new Ack.Last(durable, frames - durable, end));
        }
    }

    /** Runs {@code task} on the lane, after a while. */
    void later(Duration delay, Runnable task) {
        manners.later(delay, task);
    }
}
