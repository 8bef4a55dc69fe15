package io.sluice.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.base.fault.FaultCode;
import io.sluice.store.Await;
import io.sluice.store.KeyOrder;
import io.sluice.store.ListCursor;
import io.sluice.store.ListPage;
import io.sluice.store.ListQuery;
import io.sluice.store.WriteCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listings where the file system must not show through. */
class LocalListingTest extends LocalFixture {
    private static final String[] PIECES = {"a", "b", "-", "/", "0", ".", "я", "~", "x".repeat(90)};

    @Test
    void anObjectAndAFolderOfOneNameAreNeighbours() {
        for (String key : List.of("a", "a/b", "a-b", "a/", "a/b/c", "a0", "a!")) {
            put(exactly(key), key);
        }
        assertThat(all("", null, 2)).containsExactly("a", "a!", "a-b", "a/", "a/b", "a/b/c", "a0");
        assertThat(all("", "/", 1)).containsExactly("a", "a!", "a-b", "a/", "a0");
        assertThat(all("a/", "/", 1)).containsExactly("a/", "a/b", "a/b/");
        assertThat(text(exactly("a"))).isEqualTo("a");
        assertThat(text(exactly("a/"))).isEqualTo("a/");
    }

    @Test
    void deletingAnObjectLeavesItsNeighbours() {
        for (String key : List.of("a", "a/b", "a/b/c")) {
            put(exactly(key), key);
        }
        Await.on(store().delete(exactly("a/b"), WriteCondition.NONE));
        assertThat(all("", null, 10)).containsExactly("a", "a/b/c");
        Await.on(store().delete(exactly("a/b/c"), WriteCondition.NONE));
        assertThat(all("", null, 10)).containsExactly("a");
        assertThat(bucketFolder().resolve("a")).doesNotExist();
    }

    @Test
    void aFolderLargerThanABatchIsListedWhole() {
        List<String> keys = IntStream.range(0, FolderBatch.SIZE * 2 + 10)
                .mapToObj(i -> "k" + (i * 7919 % 10_007))
                .toList();
        keys.forEach(key -> put(exactly(key), ""));
        assertThat(all("", null, 1000)).containsExactlyElementsOf(sorted(keys));
    }

    @Test
    void emptyFoldersAreNoPrefixesAndDoNotEndAPage() throws IOException {
        put(exactly("zz/last"), "");
        for (int i = 0; i < FolderBatch.SIZE + 100; i++) {
            Files.createDirectories(bucketFolder().resolve("e" + i).resolve("deep"));
        }
        assertThat(all("", "/", 1)).containsExactly("zz/");
        assertThat(all("", null, 1)).containsExactly("zz/last");
    }

    @Test
    void foreignFilesAreNotSeen() throws IOException {
        put(exactly("a"), "");
        Files.createDirectories(bucketFolder().resolve("lost+found"));
        Files.writeString(bucketFolder().resolve(".DS_Store"), "x");
        Files.writeString(bucketFolder().resolve("@"), "x");
        Files.writeString(bucketFolder().resolve("a@.bak"), "x");
        Files.createSymbolicLink(bucketFolder().resolve("round"), bucketFolder());
        assertThat(all("", null, 10)).containsExactly("a");
        assertThat(all("", "/", 10)).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../", "../other/", "/", "a//", "./", "a/../", "%", ".sluice/"})
    void aPrefixThatNoKeyHasListsNothing(String prefix) {
        put(exactly("a/b"), "");
        assertThat(all(prefix, null, 10)).isEmpty();
        assertThat(all(prefix, "/", 10)).isEmpty();
    }

    @Test
    void onlyTheSlashIsADelimiter() {
        assertThat(Await.failure(store().list(new ListQuery(bucket(), "", "-", null, 10)))
                        .code())
                .isEqualTo(FaultCode.NOT_SUPPORTED);
    }

    @Test
    void randomListingsAreThoseOfASortedSet() {
        long seed = 42;
        Random random = new Random(seed);
        TreeSet<String> keys = new TreeSet<>(KeyOrder::compare);
        while (keys.size() < 300) {
            String key = random(random, 8);
            if (!key.isEmpty() && !key.startsWith("/") && !key.contains("//") && !dotted(key)) {
                keys.add(key);
                put(exactly(key), "");
            }
        }
        for (int i = 0; i < 150; i++) {
            String prefix = random(random, 2);
            String delimiter = random.nextBoolean() ? "/" : null;
            int limit = 1 + random.nextInt(20);
            assertThat(all(prefix, delimiter, limit))
                    .as("seed %s: prefix '%s', delimiter %s, limit %s", seed, prefix, delimiter, limit)
                    .containsExactlyElementsOf(expected(keys, prefix, delimiter));
        }
    }

    private static List<String> expected(Set<String> keys, String prefix, @Nullable String delimiter) {
        return keys.stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> {
                    int cut = delimiter == null ? -1 : key.indexOf(delimiter, prefix.length());
                    return cut < 0 ? key : key.substring(0, cut + 1);
                })
                .distinct()
                .toList();
    }

    private static boolean dotted(String key) {
        return List.of(key.split("/", -1)).contains(".")
                || List.of(key.split("/", -1)).contains("..");
    }

    private static String random(Random random, int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(pieces); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static List<String> sorted(List<String> keys) {
        return keys.stream().sorted(KeyOrder::compare).toList();
    }

    /** Objects and prefixes of all pages; within a page they are sorted here, across pages they must be. */
    private List<String> all(String prefix, @Nullable String delimiter, int limit) {
        List<String> names = new ArrayList<>();
        ListCursor after = null;
        do {
            ListPage page = Await.on(store().list(new ListQuery(bucket(), prefix, delimiter, after, limit)));
            List<String> ofPage = new ArrayList<>(page.prefixes());
            page.objects().forEach(entry -> ofPage.add(entry.key().value()));
            assertThat(ofPage.size()).isLessThanOrEqualTo(limit);
            names.addAll(sorted(ofPage));
            after = page.next();
        } while (after != null);
        return names;
    }
}
