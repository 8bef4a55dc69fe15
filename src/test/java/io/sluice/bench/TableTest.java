package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void onlyWhatIsBetweenTheMarkersIsReplaced() throws IOException {
        Path document = folder.resolve("document.md");
        Files.writeString(document, "before\n<!-- bench: begin -->\nold\n<!-- bench: end -->\nafter\n");

        Table.write("new\n", document);

        assertThat(document).hasContent("before\n<!-- bench: begin -->\nnew\n<!-- bench: end -->\nafter\n");
    }

    @Test
    void aDocumentWithoutMarkersIsLeftAlone() throws IOException {
        Path document = Files.writeString(folder.resolve("document.md"), "text\n");

        assertThatIOException().isThrownBy(() -> Table.write("new\n", document));
        assertThat(document).hasContent("text\n");
    }

    @Test
    void aRowThatWasNotMeasuredSaysWhyAndHasNoFigure() {
        String table = Table.of("today", List.of(new Line.NotMeasured("row", "a | b\nc", true)));

        assertThat(table).endsWith("| row | not measured: a \\| b c |  |  |  |  |  |  |  |\n");
    }

    @Test
    void theDocumentationHasTheMarkers() {
        assertThat(Path.of("docs/PERFORMANCE.md")).content().contains("<!-- bench: begin -->", "<!-- bench: end -->");
    }

    @Test
    void onlyAWholeRunWithNothingSpecialSetMayBeDocumented() {
        assertThat(Settings.of(Map.of("SLUICE_TOOLS", "anywhere")).complete()).isTrue();
        assertThat(Settings.of(Map.of("ROUNDS", "4")).complete()).isFalse();
        assertThat(Settings.of(Map.of("ROW", "get-big")).complete()).isFalse();
        assertThat(Settings.of(Map.of("QUICK", "1", "ROUNDS", "5")).complete()).isFalse();
        assertThat(Settings.of(Map.of("SLUICE_JVM", "-Da=b")).complete()).isFalse();
        assertThat(Settings.of(Map.of("SLUICE_MEMORY_BUDGET", "64M")).complete())
                .isFalse();
    }
}
