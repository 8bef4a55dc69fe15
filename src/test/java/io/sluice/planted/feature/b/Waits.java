package io.sluice.planted.feature.b;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** Every kind of wait, one of them by reference. */
final class Waits {
    private Waits() {}

    static List<String> all(List<CompletableFuture<String>> futures) {
        return futures.stream().map(CompletableFuture::join).toList();
    }

    static String first(Uni<String> answer) {
        return answer.await().indefinitely();
    }

    static String next(LinkedBlockingQueue<String> queue) throws InterruptedException {
        Thread.sleep(1);
        return queue.take();
    }
}
