package io.sluice.runtime;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.base.time.Timers;
import io.sluice.store.PresignedRequest;
import io.sluice.store.Presigning;
import io.sluice.store.local.LocalConfig;
import io.sluice.store.local.LocalObjectStore;
import io.sluice.store.local.LocalSweep;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes the store on a folder, and has it swept. */
@Singleton
record LocalAdapter(LocalConfig config, Timers timers, TimeSource time) {
    StoreWiring.Opened open() {
        ExecutorService files = Executors.newFixedThreadPool(
                config.threads(),
                Thread.ofPlatform().daemon().name("local-store-", 0).factory());
        LocalObjectStore store = new LocalObjectStore(config.root(), files, time, Ids.system());
        new LocalSweep(store, timers, config.abandonedAfter()).start();
        return new StoreWiring.Opened(store, store.settings(), LocalAdapter::cannotPresign, files::shutdown);
    }

    private static Uni<PresignedRequest> cannotPresign(Presigning request, Duration validity) {
        return Uni.createFrom()
                .failure(Fault.of(
                        FaultCode.NOT_SUPPORTED, "A store on a folder signs nothing: only Sluice reaches it."));
    }
}
