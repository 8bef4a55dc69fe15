package io.sluice.store.local;

import io.sluice.base.bytes.ByteRange;
import io.sluice.base.bytes.Crc32c;
import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.store.Attributes;
import io.sluice.store.Await;
import io.sluice.store.Body;
import io.sluice.store.BucketName;
import io.sluice.store.Chunks;
import io.sluice.store.ObjectRef;
import io.sluice.store.ObjectStore;
import io.sluice.store.ReadCondition;
import io.sluice.store.ReadRange;
import io.sluice.store.WriteCondition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A process that uses a store: {@code write} puts objects until it is killed and prints what it begins and what was
 * acknowledged; {@code count} increments a counter by conditional replaces,
 * from when there is an object {@code go}.
 */
final class StoreProcessMain {
    static final int WRITERS = 4;

    private final ObjectStore store;
    private final String bucket;

    private StoreProcessMain(ObjectStore store, String bucket) {
        this.store = store;
        this.bucket = bucket;
    }

    /** Arguments: mode, root, bucket, and the seed or the number of increments. */
    public static void main(String[] arguments) {
        ExecutorService io = Executors.newFixedThreadPool(8);
        ObjectStore store = new LocalObjectStore(Path.of(arguments[1]), io, TimeSource.system(), Ids.system());
        StoreProcessMain main = new StoreProcessMain(store, arguments[2]);
        // The reactive library sets itself up on first use, which several threads must not do at once.
        Await.on(store.ping(new BucketName(arguments[2])));
        long argument = Long.parseLong(arguments[3]);
        if (arguments[0].equals("count")) {
            main.count((int) argument);
            io.shutdown();
        } else {
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                Thread.ofPlatform().start(() -> main.write(number, new Random(argument + number)));
            }
        }
    }

    private void count(int times) {
        ObjectRef counter = ObjectRef.of(bucket, "counter");
        say("ready");
        while (Await.on(Await.outcome(store.head(ObjectRef.of(bucket, "go"), ReadCondition.NONE)))
                .isPresent()) {
            Thread.onSpinWait();
        }
        int done = 0;
        while (done < times) {
            ReadRange read = Await.on(store.get(counter, ByteRange.all(), 100, ReadCondition.NONE));
            String before =
                    StandardCharsets.UTF_8.decode(read.chunks().getFirst()).toString();
            byte[] after = Integer.toString(Integer.parseInt(before) + 1).getBytes(StandardCharsets.UTF_8);
            WriteCondition same = WriteCondition.matches(read.info().etag());
            try {
                Await.on(store.put(counter, Attributes.NONE, same, Body.of(ByteBuffer.wrap(after))));
                done++;
            } catch (Fault lost) {
                if (lost.code() != FaultCode.PRECONDITION_FAILED) {
                    throw lost;
                }
            }
        }
    }

    /** Keys come again, so that objects are replaced; each belongs to one writer. */
    private void write(int writer, Random random) {
        while (true) {
            String key = "w" + writer + "/" + random.nextInt(5) + "/" + random.nextInt(8);
            byte[] bytes = new byte[random.nextInt(10) == 0 ? 2_000_000 : random.nextInt(100_000)];
            random.nextBytes(bytes);
            ObjectRef object = ObjectRef.of(bucket, key);
            if (random.nextInt(8) == 0) {
                say("begin " + key + " none");
                Await.on(store.delete(object, WriteCondition.NONE));
                say("done " + key + " none");
            } else {
                String crc = Crc32c.of(ByteBuffer.wrap(bytes)).base64();
                Body body = random.nextBoolean() ? Chunks.body(bytes) : Body.of(ByteBuffer.wrap(bytes));
                say("begin " + key + " " + crc);
                Await.on(store.put(object, Attributes.NONE, WriteCondition.NONE, body));
                say("done " + key + " " + crc);
            }
        }
    }

    private static synchronized void say(String line) {
        System.out.print(line + "\n");
        System.out.flush();
    }
}
