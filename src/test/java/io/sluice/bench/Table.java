package io.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The one table of a run, in Markdown. */
final class Table {
    private static final String BEGIN = "<!-- bench: begin -->";
    private static final String END = "<!-- bench: end -->";
    private static final List<String> HEAD = List.of(
            "row",
            "measured",
            "first",
            "second",
            "first / second: median (least to most)",
            "processor time, first",
            "processor time, second",
            "target",
            "reached");

    private Table() {}

    static String of(String heading, List<Line> lines) {
        return heading + "\n\n" + cells(HEAD)
                + cells(HEAD.stream().map(name -> "---").toList())
                + lines.stream().map(Table::cells).collect(Collectors.joining());
    }

    private static String cells(Line line) {
        return cells(Stream.concat(java.util.stream.Stream.of(line.row()), line.cells().stream())
                .toList());
    }

    private static String cells(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** Puts {@code table} between the markers of {@code document}; the rest of it stays. */
    static void write(String table, Path document) throws IOException {
        String text = Files.readString(document);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(document + " has no markers " + BEGIN + " and " + END);
        }
        Files.writeString(document, text.substring(0, begin + BEGIN.length()) + "\n" + table + text.substring(end));
    }
}
