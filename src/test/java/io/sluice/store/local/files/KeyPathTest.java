package io.sluice.store.local.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.store.KeyOrder;
import io.sluice.store.ObjectKey;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPathTest {
    private static final Path BUCKET = Path.of("/root/bucket");
    private static final String[] PIECES = {
        "a",
        "b",
        "/",
        ".",
        "..",
        "~",
        "@",
        "%",
        "%41",
        " ",
        "-",
        "я",
        "😀",
        "A",
        "\\",
        "\n",
        "x".repeat(60),
        "z".repeat(178),
        "%".repeat(59),
        "日".repeat(20)
    };

    @ParameterizedTest
    @CsvSource({
        "a, a@",
        "a/b, a/b@",
        "photo 1.jpg, photo 1.jpg@",
        "a/, a/@",
        "a@, a%40@",
        "README.md, %52%45%41%44%4D%45.md@",
        "~, %7E@",
        "50%, 50%25@",
        "я, %D1%8F@",
        "a\\b, a%5Cb@",
        ".x/..y, .x/..y@",
    })
    void aKeyIsReadableAsAPath(String key, String path) {
        assertThat(KeyPath.file(BUCKET, new ObjectKey(key))).isEqualTo(BUCKET.resolve(path));
    }

    @Test
    void aLongSegmentGoesOnInAFolder() {
        assertThat(relative("x".repeat(177))).isEqualTo("x".repeat(177) + "@");
        assertThat(relative("x".repeat(178))).isEqualTo("x".repeat(178) + "~/@");
        assertThat(relative("x".repeat(180) + "/y")).isEqualTo("x".repeat(178) + "~/xx/y@");
        assertThat(relative("x".repeat(178) + "/y")).isEqualTo("x".repeat(178) + "~/%/y@");
        assertThat(relative("я".repeat(60))).isEqualTo("%D1%8F".repeat(30) + "~/" + "%D1%8F".repeat(30) + "~/@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "."})
    void noPieceOfALongSegmentLeadsUpwards(String dots) {
        assertThat(relative("x".repeat(178) + dots + "/y"))
                .isEqualTo("x".repeat(178) + "~/" + dots.replace(".", "%2E") + "/y@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../", "../../etc/", "a/../../../", "./", "/", "//", "/etc/", "a/./../"})
    void noPrefixLeadsOutOfTheBucket(String prefix) {
        Path folder = KeyPath.folder(BUCKET, prefix);
        assertThat(folder.normalize().startsWith(BUCKET)).isTrue();
        assertThat(folder.normalize()).isEqualTo(folder).isNotEqualTo(BUCKET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a%", "%4", "%GG", "a~b", "a@b", "@@", "*", "я", "%4~", ""})
    void foreignNamesAreNoObjects(String name) {
        KeyPath.Name parsed = KeyPath.parse(name);
        assertThat(parsed == null || parsed.kind() == KeyPath.Kind.FOLDER).isTrue();
    }

    @Test
    void randomKeysHavePathsOfTheirOwnInTheOrderOfListings() {
        long seed = 20_260_101;
        Random random = new Random(seed);
        Map<Path, String> owners = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String key = randomKey(random);
            Path path;
            try {
                path = KeyPath.file(BUCKET, new ObjectKey(key));
            } catch (io.sluice.base.fault.Fault refused) {
                continue;
            }
            assertThat(path.normalize().startsWith(BUCKET)).isTrue();
            assertThat(decoded(path)).as("seed %s", seed).isEqualTo(key);
            String owner = owners.putIfAbsent(path, key);
            assertThat(owner == null || owner.equals(key))
                    .as("seed %s: %s", seed, key)
                    .isTrue();
            path.forEach(name -> assertThat(name.toString().length()).isLessThan(200));
        }
        assertThat(owners).hasSizeGreaterThan(5_000);
    }

    @Test
    void rawOrderIsTheOrderOfKeys() {
        long seed = 7;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String a = randomKey(random);
            String b = randomKey(random);
            assertThat(Integer.signum(Raw.of(a).compareTo(Raw.of(b))))
                    .as("seed %s: %s %s", seed, a, b)
                    .isEqualTo(Integer.signum(KeyOrder.compare(a, b)));
        }
    }

    /** Folders that overlap would tear the order of a listing apart. */
    @Test
    void noNameBesideAContinuationBeginsAsItDoes() {
        long seed = 11;
        Random random = new Random(seed);
        Map<Path, Set<String>> labels = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String segment = randomKey(random).replace("/", "");
            if (segment.isEmpty() || Raw.of(segment).length() > 1000) {
                continue;
            }
            Path at = KeyPath.folder(BUCKET, segment + "/");
            for (; !at.equals(BUCKET); at = Objects.requireNonNull(at.getParent())) {
                KeyPath.Name name = Objects.requireNonNull(KeyPath.parse(Trees.name(at)));
                String mark = name.kind() == KeyPath.Kind.MORE_OF_A_SEGMENT ? "~" : "";
                labels.computeIfAbsent(at.getParent(), parent -> new HashSet<>())
                        .add(name.label() + mark);
            }
        }
        labels.values().forEach(KeyPathTest::assertApart);
    }

    @Test
    void whatLeadsOutAfterAllIsRefused() {
        assertThatThrownBy(() -> KeyPath.folder(BUCKET.resolve(".."), "a/")).isInstanceOf(IllegalStateException.class);
    }

    private static void assertApart(Set<String> labels) {
        for (String label : labels) {
            if (label.endsWith("~")) {
                String cut = label.substring(0, label.length() - 1);
                assertThat(labels).noneMatch(other -> !other.equals(label) && other.startsWith(cut));
            }
        }
    }

    private static String decoded(Path path) {
        StringBuilder raw = new StringBuilder();
        BUCKET.relativize(path)
                .forEach(name -> raw.append(
                        Objects.requireNonNull(KeyPath.parse(name.toString())).label()));
        return Raw.text(raw.toString());
    }

    private static String randomKey(Random random) {
        StringBuilder key = new StringBuilder();
        int pieces = 1 + random.nextInt(6);
        for (int i = 0; i < pieces; i++) {
            key.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return key.toString();
    }

    private static String relative(String key) {
        return BUCKET.relativize(KeyPath.file(BUCKET, new ObjectKey(key))).toString();
    }
}
