package io.sluice.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.base.time.Ids;
import io.sluice.base.time.TimeSource;
import io.sluice.store.Await;
import io.sluice.store.local.files.FileWork;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWorkTest {
    private final FileWork files = new FileWork(Runnable::run);

    @Test
    void aFullDiskIsSaid() {
        Fault fault = failure(new FileSystemException("/data/x", null, "No space left on device"));
        assertThat(fault.code()).isEqualTo(FaultCode.STORE_ERROR);
        assertThat(fault.detail()).isEqualTo("The disk is full.");
    }

    @Test
    void pathsAreNotToldToClients() {
        Fault fault = failure(new FileSystemException("/data/x", "/data/y", "Input/output error"));
        assertThat(fault.code()).isEqualTo(FaultCode.STORE_ERROR);
        assertThat(fault.detail()).doesNotContain("/");
        assertThat(fault).hasRootCauseInstanceOf(FileSystemException.class);
        assertThat(failure(new IOException((String) null)).code()).isEqualTo(FaultCode.STORE_ERROR);
    }

    @Test
    void aRootThatCannotBeAFolderIsNamed(@TempDir Path temporary) throws IOException {
        Path file = Files.writeString(temporary.resolve("taken"), "x");
        assertThatThrownBy(() -> new LocalObjectStore(file, Runnable::run, TimeSource.system(), Ids.system()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("taken");
    }

    private Fault failure(IOException failure) {
        return Await.failure(files.run(() -> {
            throw failure;
        }));
    }
}
