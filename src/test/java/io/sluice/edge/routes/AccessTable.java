package io.sluice.edge.routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** The table of who may do what: {@code access/table.txt}. */
record AccessTable(List<String> roles, List<Row> rows) {
    private static final int FIXED = 3;

    /**
     * What each role is answered to one request.
     *
     * @param about whose is what it is about, and maybe more
     * @param statuses in the order of the roles
     */
    record Row(String method, String path, String about, List<Integer> statuses) {
        String route() {
            return method + " " + path;
        }

        @Override
        public String toString() {
            return route() + " " + about;
        }
    }

    static AccessTable read() {
        List<List<String>> lines = lines();
        List<String> head = lines.getFirst();
        List<String> roles = head.subList(FIXED, head.size());
        List<Row> rows = lines.stream().skip(1).map(AccessTable::row).toList();
        rows.forEach(row -> {
            if (row.statuses().size() != roles.size()) {
                throw new IllegalStateException("not a status for each role: " + row);
            }
        });
        return new AccessTable(roles, rows);
    }

    private static Row row(List<String> words) {
        List<Integer> statuses = IntStream.range(FIXED, words.size())
                .map(i -> Integer.parseInt(words.get(i)))
                .boxed()
                .toList();
        return new Row(words.get(0), words.get(1), words.get(2), statuses);
    }

    private static List<List<String>> lines() {
        try (InputStream source = AccessTable.class.getResourceAsStream("/access/table.txt")) {
            String text = new String(Objects.requireNonNull(source).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> Arrays.asList(line.strip().split(" +", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
