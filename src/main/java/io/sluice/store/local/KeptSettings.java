package io.sluice.store.local;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.BucketName;
import io.sluice.store.BucketSetting;
import io.sluice.store.BucketSetting.Aspect;
import io.sluice.store.BucketSettingJson;
import io.sluice.store.BucketSettings;
import io.sluice.store.FoundSetting;
import io.sluice.store.local.files.FileWork;
import io.sluice.store.local.files.Folders;
import io.sluice.store.local.files.Layout;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What is set on buckets of a folder: a small file for each setting, beside the buckets. Lifecycle rules are carried out by the sweep.
 * What scripts may do and what anybody may read concerns only who reaches a store without Sluice, which nobody does with this one; it
 * is kept all the same, so that it is seen to be set.
 */
record KeptSettings(Layout layout, Folders folders, FileWork files) implements BucketSettings {
    @Override
    public Uni<FoundSetting> read(BucketName bucket, Aspect aspect) {
        return files.call(() -> {
            layout.requireBucket(bucket);
            return FoundSetting.exactly(stored(bucket, aspect));
        });
    }

    @Override
    public Uni<Void> apply(BucketName bucket, BucketSetting setting) {
        return files.run(() -> {
            layout.requireBucket(bucket);
            none(setting.aspect());
            write(
                    bucket,
                    setting.aspect(),
                    BucketSettingJson.of(setting).toBuffer().getBytes());
        });
    }

    /** What is set; blocks for file work. */
    BucketSetting stored(BucketName bucket, Aspect aspect) throws IOException {
        BucketSetting none = none(aspect);
        try {
            byte[] bytes = Files.readAllBytes(file(bucket, aspect));
            return BucketSettingJson.parse(aspect, new JsonObject(Buffer.buffer(bytes)));
        } catch (NoSuchFileException unset) {
            return none;
        }
    }

    private static BucketSetting none(Aspect aspect) {
        return switch (aspect) {
            case LIFECYCLE -> new BucketSetting.Lifecycle(List.of());
            case PUBLIC_READ -> new BucketSetting.PublicRead(List.of());
            case CORS -> new BucketSetting.Cors(List.of());
            case VERSIONING, ENCRYPTION, NOTIFICATIONS ->
                throw Fault.of(FaultCode.NOT_SUPPORTED, "A store on a folder has no " + aspect.label() + ".");
        };
    }

    private Path file(BucketName bucket, Aspect aspect) {
        return layout.settings(bucket).resolve(aspect.label() + ".json");
    }

    /** By a rename, so that nobody reads half of it. */
    private void write(BucketName bucket, Aspect aspect, byte[] json) throws IOException {
        Path folder = Files.createDirectories(layout.settings(bucket));
        Path draft = layout.newDraftPath();
        Files.write(draft, json, StandardOpenOption.CREATE_NEW, StandardOpenOption.DSYNC);
        Files.move(draft, file(bucket, aspect), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        folders.sync(folder);
    }
}
