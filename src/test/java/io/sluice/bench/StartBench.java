package io.sluice.bench;

import io.sluice.testing.SluiceProcess;
import io.sluice.testing.SluiceProcess.Setup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** From the start of the process to its first answer that it is ready, without and with the AOT cache. */
record StartBench(String row) implements RowBench {
    private static final Path CACHE = Path.of("target/quarkus-app/app.aot").toAbsolutePath();

    @Override
    public List<Line> run(Stand stand) {
        if (!Files.exists(CACHE)) {
            return List.of(new Line.NotMeasured(row, "no AOT cache", false));
        }
        Setup plain = stand.setup("-Xmx512m");
        // AOTMode=on: a cache that does not fit is an error then, not left aside in silence.
        Setup cached = stand.setup("-Xmx512m", "-XX:AOTCache=" + CACHE, "-XX:AOTMode=on");
        Contest contest = new Contest(
                row,
                Unit.START,
                side("without", plain),
                side("with the AOT cache", cached),
                stand.settings().rounds());
        return List.of(Line.Compared.of(contest, "from exec to ready", Goal.atLeast(1.8)));
    }

    private static Side side(String name, Setup setup) {
        return new Side(name, round -> start(setup));
    }

    private static Reading start(Setup setup) {
        long began = System.nanoTime();
        try (SluiceProcess sluice = SluiceProcess.spawned(setup)) {
            Ready.await(sluice);
            double millis = (System.nanoTime() - began) / 1e6;
            Duration cpu = sluice.process().use().cpu();
            return new Reading(new Work(millis, 1), Map.of("sluice", cpu));
        }
    }
}
