package io.sluice.feature.frames.http;

import io.sluice.testing.http.Calls;
import io.sluice.testing.http.Reply;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** How a sender sends its frames, and what it has heard of them. Sends on one thread. */
interface FrameWay {
    /** Returns when the frame was taken by the network; fails when the connection is over. */
    void send(int number);

    /** What the lines say so far. */
    List<JsonObject> lines();

    /** The numbers of the frames that it was told are stored. */
    default IntStream acknowledged() {
        long count = lines().stream()
                .mapToLong(line -> "durable".equals(line.getString("ack")) ? line.getLong("count") : 0)
                .max()
                .orElse(0);
        return IntStream.range(0, (int) count);
    }

    /** It was all. */
    void end();

    /** Returns when the server has ended it. */
    void awaitEnd();

    void close();

    /** In a multipart stream. */
    record Stream(LoadFrames frames, StreamingClient client) implements FrameWay {
        static FrameWay open(LoadFrames frames, Function<String, URI> server) {
            return new Stream(frames, StreamingClient.reading(server.apply(frames.path())));
        }

        @Override
        public void send(int number) {
            client.frame(frames.image(number), "X-Frame-Time: " + frames.time(number), "X-Frame-Sequence: " + number);
        }

        @Override
        public List<JsonObject> lines() {
            return client.lines();
        }

        @Override
        public void end() {
            client.end();
        }

        @Override
        public void awaitEnd() {
            client.awaitEnd();
        }

        @Override
        public void close() {
            client.close();
        }
    }

    /** On a WebSocket. */
    record Socket(LoadFrames frames, SocketClient client) implements FrameWay {
        static FrameWay open(LoadFrames frames, Function<String, URI> server) {
            return new Socket(
                    frames, SocketClient.connect(server.apply("/api/v1/cameras/" + frames.camera() + "/ingest")));
        }

        @Override
        public void send(int number) {
            client.head(new JsonObject()
                            .put("time", frames.time(number))
                            .put("sequence", number)
                            .encode())
                    .frame(frames.image(number));
        }

        @Override
        public List<JsonObject> lines() {
            return client.acks();
        }

        @Override
        public void end() {
            client.end();
        }

        @Override
        public void awaitEnd() {
            Awaitility.await().until(client::isOver);
        }

        @Override
        public void close() {
            client.close();
        }
    }

    /** Each in a request of its own; one that is refused because the store is away is not sent again. */
    record Singles(LoadFrames frames, Calls http, List<Integer> stored) implements FrameWay {
        static FrameWay open(LoadFrames frames, Function<String, URI> server) {
            return new Singles(frames, new Calls(server), new CopyOnWriteArrayList<>());
        }

        @Override
        public void send(int number) {
            Reply reply = http.call(
                    "POST",
                    frames.path(),
                    frames.image(number),
                    "X-Frame-Time",
                    frames.time(number),
                    "X-Frame-Sequence",
                    Integer.toString(number));
            switch (reply.status()) {
                case 201 -> stored.add(number);
                case 503 -> {}
                default -> throw new AssertionError(reply.toString());
            }
        }

        @Override
        public List<JsonObject> lines() {
            return List.of();
        }

        @Override
        public IntStream acknowledged() {
            return stored.stream().mapToInt(Integer::intValue);
        }

        @Override
        public void end() {}

        @Override
        public void awaitEnd() {}

        @Override
        public void close() {}
    }
}
