package io.sluice.base.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The documentation of errors lists what there is. */
class ApiErrorsTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z-]+)` \\| (\\d{3}) \\| ([^|]+) \\| ([^|]+) \\|$", Pattern.MULTILINE);

    private record Row(String code, int status) {}

    @Test
    void everyCodeIsDocumentedWithItsStatusOnce() throws IOException {
        List<Row> documented = ROW.matcher(Files.readString(Path.of("docs/API-ERRORS.md")))
                .results()
                .map(row -> new Row(row.group(1), Integer.parseInt(row.group(2))))
                .toList();

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(FaultCode.values())
                        .map(code -> new Row(code.wire(), code.status()))
                        .toList());
        assertThat(documented).extracting(Row::status).isSorted();
    }

    @Test
    void onlyWhatMaySucceedLaterIsRetryable() {
        assertThat(FaultCode.values()).allSatisfy(code -> {
            assertThat(code.retryable()).isEqualTo(code.status() == 503);
            assertThat(code.wire()).matches("[a-z]+(-[a-z]+)*");
            assertThat(code.title()).doesNotEndWith(".");
        });
    }
}
