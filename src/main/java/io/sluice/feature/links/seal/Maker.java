package io.sluice.feature.links.seal;

import io.sluice.store.Attributes;
import io.sluice.store.objects.Visibility;
import org.jspecify.annotations.Nullable;

/**
 * Who has made a link: what is done with it is done in their place.
 *
 * @param subject their name
 * @param known whether they have shown who they are: what is stored is theirs then
 * @param ownOnly whether only their own objects are there for them
 */
public record Maker(String subject, boolean known, boolean ownOnly) {
    public @Nullable String owner() {
        return known ? subject : null;
    }

    /** Of what is stored in their place. */
    public Attributes attributes(@Nullable String contentType) {
        Attributes attributes = contentType == null ? Attributes.NONE : Attributes.ofType(contentType);
        return attributes.ownedBy(owner());
    }

    public Visibility whose() {
        return ownOnly ? new Visibility.OwnedBy(subject) : Visibility.ALL;
    }
}
