package io.sluice.feature.frames.redis;

import io.sluice.feature.frames.index.FactsForm;
import io.sluice.feature.frames.index.PackFacts;
import io.sluice.feature.frames.pack.PackKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a replica tells the others, as text: its name, then packs that there are now, each with its key, names and rest, then
 * {@code -} and the keys of those that are gone.
 */
record PackNews(String replica, List<PackFacts> packs, List<PackKey> gone) {
    private static final String SPACE = " ";
    private static final String GONE = "-";
    private static final int WORDS = 3;

    PackNews {
        packs = List.copyOf(packs);
        gone = List.copyOf(gone);
    }

    String text() {
        StringBuilder text = new StringBuilder(replica);
        for (PackFacts pack : packs) {
            FactsForm form = FactsForm.of(pack);
            text.append(SPACE).append(pack.key());
            text.append(SPACE).append(base64(form.names()));
            text.append(SPACE).append(base64(form.rest()));
        }
        text.append(SPACE).append(GONE);
        gone.forEach(pack -> text.append(SPACE).append(pack));
        return text.toString();
    }

    /** Null of what is none; fails as {@link FactsForm#read} does, and as Base64. */
    static @Nullable PackNews parse(String text) {
        List<String> words = List.of(text.split(SPACE, -1));
        int end = words.indexOf(GONE);
        if (end < 1 || (end - 1) % WORDS != 0) {
            return null;
        }
        List<PackFacts> packs = new ArrayList<>();
        for (int at = 1; at < end; at += WORDS) {
            PackKey key = PackKey.parseOrNull(words.get(at));
            if (key != null) {
                FactsForm form = new FactsForm(bytes(words.get(at + 1)), bytes(words.get(at + 2)));
                packs.add(form.read(key));
            }
        }
        List<PackKey> gone = new ArrayList<>();
        for (String word : words.subList(end + 1, words.size())) {
            PackKey key = PackKey.parseOrNull(word);
            if (key != null) {
                gone.add(key);
            }
        }
        return new PackNews(words.getFirst(), packs, gone);
    }

    /** No text of Base64 is a dash: the names and the rest are never empty, or are an empty text. */
    private static String base64(ByteBuffer bytes) {
        return Base64.getEncoder().encodeToString(KeptFacts.bytes(bytes));
    }

    private static ByteBuffer bytes(String base64) {
        return ByteBuffer.wrap(Base64.getDecoder().decode(base64));
    }
}
