package io.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Multi;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a listing gives, in which order, and that pages together are the whole. */
public abstract class ListingContract extends StoreFixture {
    /** No key is a folder of another: not every store can hold such two. */
    private static final List<String> ODD = List.of(
            "B",
            "a b",
            "a!",
            "a-b",
            "a.b",
            "a/b",
            "a/b-c",
            "a/b.c/d",
            "a/b0",
            "a/c/d",
            "a/c/e/f",
            "a/ц",
            "a0",
            "aa/",
            "ab~",
            "b/c/",
            "é",
            "\uFB01x",
            "😀/1",
            "😀2",
            "\uFB01/y",
            "%41",
            "A",
            "z".repeat(177),
            "z".repeat(178) + "/q",
            "z".repeat(179),
            "z".repeat(177) + "-",
            "z".repeat(200) + "/1",
            "z".repeat(200) + "-1",
            "z".repeat(200) + "0");

    @Test
    void keysAreOrderedByTheirBytes() {
        putAll(ODD);
        List<String> found = keys(pages(query("", null, 1000)));
        assertThat(found).containsExactlyElementsOf(sorted(ODD));
    }

    @Test
    void pagesOfAnySizeTogetherAreTheWhole() {
        putAll(ODD);
        for (int limit : new int[] {1, 2, 3, 7, ODD.size() - 1, ODD.size(), ODD.size() + 1}) {
            List<ListPage> pages = pages(query("", null, limit));
            assertThat(keys(pages)).as("limit %s", limit).containsExactlyElementsOf(sorted(ODD));
            assertThat(pages).allMatch(page -> page.objects().size() <= limit);
        }
    }

    @Test
    void rolledUpPagesNeitherRepeatNorLose() {
        putAll(ODD);
        List<String> expected = sorted(ODD.stream()
                .map(key -> key.contains("/") ? key.substring(0, key.indexOf('/') + 1) : key)
                .distinct()
                .toList());
        for (int limit : new int[] {1, 2, 5, 1000}) {
            List<ListPage> pages = pages(query("", "/", limit));
            assertThat(names(pages)).as("limit %s", limit).containsExactlyElementsOf(expected);
            assertThat(pages)
                    .allMatch(page -> page.objects().size() + page.prefixes().size() <= limit);
        }
    }

    @Test
    void aPrefixIsAnyBeginningOfAKey() {
        putAll(ODD);
        for (String prefix :
                List.of("a", "a/", "a/b", "a/b.", "a/c/", "a-", "zz", "z".repeat(178), "😀", "b/c/", "nope")) {
            assertThat(keys(pages(query(prefix, null, 3))))
                    .as("prefix %s", prefix)
                    .containsExactlyElementsOf(sorted(
                            ODD.stream().filter(key -> key.startsWith(prefix)).toList()));
        }
    }

    @Test
    void aDelimiterRollsUpWhatLiesDeeper() {
        putAll(List.of("dir/a/1", "dir/a/2", "dir/b", "dir/c/1/2", "dir/d", "dirty/x"));
        ListPage page = Await.on(store().list(query("dir/", "/", 100)));
        assertThat(keys(List.of(page))).containsExactly("dir/b", "dir/d");
        assertThat(page.prefixes()).containsExactly(space() + "dir/a/", space() + "dir/c/");
        assertThat(page.next()).isNull();

        ListPage cut = Await.on(store().list(query("dir", "/", 100)));
        assertThat(cut.objects()).isEmpty();
        assertThat(cut.prefixes()).containsExactly(space() + "dir/", space() + "dirty/");
    }

    @Test
    void anObjectThatEndsWithASlashIsItsOwnPrefix() {
        putAll(List.of("dir/sub/", "dir/x"));
        ListPage above = Await.on(store().list(query("dir/", "/", 100)));
        assertThat(above.prefixes()).containsExactly(space() + "dir/sub/");
        assertThat(keys(List.of(above))).containsExactly("dir/x");
        ListPage inside = Await.on(store().list(query("dir/sub/", "/", 100)));
        assertThat(keys(List.of(inside))).containsExactly("dir/sub/");
        assertThat(inside.prefixes()).isEmpty();
    }

    @Test
    void aFolderVanishesWithItsLastObject() {
        putAll(List.of("dir/a/1", "dir/b/1"));
        Await.on(store().delete(ref("dir/a/1"), WriteCondition.NONE));
        assertThat(Await.on(store().list(query("dir/", "/", 100))).prefixes()).containsExactly(space() + "dir/b/");
    }

    @Test
    void afterLeavesOutWhatSortsBefore() {
        putAll(List.of("a", "b/1", "b/2", "c", "d"));
        assertThat(keys(after("", null, "b/1"))).containsExactly("b/2", "c", "d");
        assertThat(keys(after("", null, "b/"))).containsExactly("b/1", "b/2", "c", "d");
        assertThat(keys(after("", null, "bb"))).containsExactly("c", "d");
        assertThat(keys(after("", null, "d"))).isEmpty();
        assertThat(keys(after("b", null, "a"))).containsExactly("b/1", "b/2");
        assertThat(keys(after("a", null, "d"))).isEmpty();
        assertThat(names(after("", "/", "b/"))).containsExactly("c", "d");
        assertThat(names(after("", "/", "a"))).containsExactly("b/", "c", "d");
    }

    @Test
    void anEntryTellsSizeTagAndTime() {
        Stored stored = put(ref("one"), "12345");
        ListPage.Entry entry =
                Await.on(store().list(query("one", null, 10))).objects().getFirst();
        assertThat(entry.size()).isEqualTo(5);
        assertThat(entry.etag()).isEqualTo(stored.etag());
        assertThat(java.time.Duration.between(
                                entry.lastModified(), head(ref("one")).lastModified())
                        .abs())
                .isLessThan(java.time.Duration.ofSeconds(1));
    }

    @Test
    void nothingToListIsAnEmptyPage() {
        assertThat(Await.on(store().list(query("", null, 10)))).isEqualTo(new ListPage(List.of(), List.of(), null));
        assertThat(Await.on(store().list(query("", "/", 10)))).isEqualTo(new ListPage(List.of(), List.of(), null));
    }

    @Test
    void fiveThousandKeysComeInPages() {
        List<String> keys = IntStream.range(0, 5000)
                .mapToObj(i -> "d" + i % 7 + "/" + Integer.toString(i * 7919 % 5000, 36))
                .toList();
        putAll(keys);
        List<ListPage> pages = pages(query("", null, 1000));
        assertThat(keys(pages)).containsExactlyElementsOf(sorted(keys));
        assertThat(keys(pages(query("d3/", null, 300))))
                .containsExactlyElementsOf(sorted(
                        keys.stream().filter(key -> key.startsWith("d3/")).toList()));
        assertThat(names(pages(query("", "/", 2)))).containsExactly("d0/", "d1/", "d2/", "d3/", "d4/", "d5/", "d6/");
    }

    protected final void putAll(List<String> names) {
        bucket();
        Await.on(Multi.createFrom()
                .iterable(names)
                .onItem()
                .transformToUni(
                        name -> store().put(ref(name), Attributes.NONE, WriteCondition.NONE, held("of " + name)))
                .merge(32)
                .collect()
                .asList());
    }

    /** All keys and prefixes are given and taken without the prefix of this test's key space. */
    protected final ListQuery query(String prefix, @Nullable String delimiter, int limit) {
        return new ListQuery(bucket(), space() + prefix, delimiter, null, limit);
    }

    protected final List<ListPage> pages(ListQuery query) {
        List<ListPage> pages = new ArrayList<>();
        ListPage page = Await.on(store().list(query));
        pages.add(page);
        while (page.next() != null) {
            page = Await.on(store().list(query.startingAfter(page.next())));
            pages.add(page);
            assertThat(pages.size()).as("paging does not end").isLessThan(10_000);
        }
        return pages;
    }

    private List<ListPage> after(String prefix, @Nullable String delimiter, String after) {
        return pages(query(prefix, delimiter, 2).startingAfter(ListCursor.after(space() + after)));
    }

    protected final List<String> keys(List<ListPage> pages) {
        return pages.stream()
                .flatMap(page -> page.objects().stream())
                .map(entry -> entry.key().value().substring(space().length()))
                .toList();
    }

    /** Objects and prefixes, page by page, each page in order. */
    protected final List<String> names(List<ListPage> pages) {
        return pages.stream()
                .flatMap(page -> Stream.concat(
                                page.objects().stream().map(entry -> entry.key().value()), page.prefixes().stream())
                        .sorted(KeyOrder::compare))
                .map(name -> name.substring(space().length()))
                .toList();
    }

    protected static List<String> sorted(List<String> names) {
        return names.stream().sorted(KeyOrder::compare).toList();
    }
}
