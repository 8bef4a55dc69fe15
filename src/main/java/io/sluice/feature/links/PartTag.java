package io.sluice.feature.links;

import io.sluice.base.fault.Fault;
import io.sluice.base.fault.FaultCode;
import io.sluice.store.ETag;
import io.sluice.store.MultipartUpload.Part;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A part that is to be in the object, as its sender knows it. */
public record PartTag(int number, ETag etag) {
    /**
     * The parts that are meant.
     *
     * @throws Fault {@code invalid-parameter}
     */
    static List<Part> parts(List<PartTag> wanted, List<Part> there) {
        Map<Integer, Part> stored = there.stream().collect(Collectors.toMap(Part::number, Function.identity()));
        return wanted.stream().map(tag -> tag.of(stored)).toList();
    }

    private Part of(Map<Integer, Part> stored) {
        Part part = stored.get(number);
        if (part == null || !part.etag().equals(etag)) {
            throw Fault.of(
                    FaultCode.INVALID_PARAMETER, "There is no part " + number + " with the tag " + etag.quoted() + ".");
        }
        return part;
    }
}
