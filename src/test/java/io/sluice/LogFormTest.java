package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every log message of the sources has the form that CONTRIBUTING.md asks for. */
class LogFormTest {
    private static final Pattern STATEMENT = Pattern.compile("\\bLOG\\.\\w+\\([^;]*;");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern KEY = Pattern.compile("(\\w+)=");
    private static final String FORM = "[A-Z][^%=:]*(: [a-z][A-Za-z]*=%[sd]( [a-z][A-Za-z]*=%[sd])*)?";

    private static List<String> messages() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> all(STATEMENT, read(file)))
                    .flatMap(statement -> all(LITERAL, statement.group()))
                    .map(literal -> literal.group(1))
                    .toList();
        }
    }

    private static Stream<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aMessageIsASentenceAndItsValuesStandUnderKeys() throws IOException {
        assertThat(messages())
                .isNotEmpty()
                .allSatisfy(message -> assertThat(message).matches(FORM));
    }

    @Test
    void everyKeyIsListed() throws IOException {
        String contributing = read(Path.of("CONTRIBUTING.md"));
        String listed = contributing.substring(contributing.indexOf("### Log keys"), contributing.indexOf("## Tests"));

        assertThat(messages().stream().flatMap(message -> all(KEY, message)).map(key -> "`" + key.group(1) + "`"))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(listed).contains(key));
    }
}
