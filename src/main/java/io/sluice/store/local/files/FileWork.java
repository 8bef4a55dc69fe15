package io.sluice.store.local.files;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Executor;

/** Runs blocking file work on its executor and gives its failures their meaning. */
public record FileWork(Executor io) {
    /** Work with files that gives something. */
    public interface Call<T> {
        T run() throws IOException;
    }

    /** Work with files. */
    public interface Action {
        void run() throws IOException;
    }

    /** The result of {@code call}, run anew for every subscription. */
    public <T> Uni<T> call(Call<T> call) {
        return Uni.createFrom().item(() -> meant(call)).runSubscriptionOn(io);
    }

    public Uni<Void> run(Action action) {
        return call(() -> {
                    action.run();
                    return true;
                })
                .replaceWithVoid();
    }

    /** What a client is told of a failure of the file system; paths are not for clients. */
    public static Fault fault(IOException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        boolean full = message.contains("no space left") || message.contains("quota exceeded");
        return Fault.of(FaultCode.STORE_ERROR, full ? "The disk is full." : "The file system failed.", failure);
    }

    private static <T> T meant(Call<T> call) {
        try {
            return call.run();
        } catch (IOException failure) {
            throw fault(failure);
        }
    }
}
