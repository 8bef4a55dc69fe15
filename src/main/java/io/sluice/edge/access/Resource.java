package io.sluice.edge.access;

import io.sluice.store.BucketName;
import io.sluice.store.ObjectRef;

/** What a request is about, as far as access is concerned. */
public sealed interface Resource {
    Resource SERVICE = new Service();
    Resource CAMERAS = new Cameras();

    /** As it stands in the audit trail. */
    String label();

    /** Sluice as a whole. */
    record Service() implements Resource {
        @Override
        public String label() {
            return "service";
        }
    }

    /** An API key, there or not; those who look after keys look after all of them. */
    record OfKey(String id) implements Resource {
        @Override
        public String label() {
            return "key/" + id;
        }
    }

    /** An object, there or not. */
    record OfObject(ObjectRef object) implements Resource {
        @Override
        public String label() {
            return object.toString();
        }
    }

    /** All objects of a bucket whose keys begin so. */
    record OfPrefix(BucketName bucket, String prefix) implements Resource {
        @Override
        public String label() {
            return bucket + "/" + prefix;
        }
    }

    /** A camera, with its frames. */
    record OfCamera(String name) implements Resource {
        @Override
        public String label() {
            return "camera/" + name;
        }
    }

    /** The list of cameras: each is told only to who may see it. */
    record Cameras() implements Resource {
        @Override
        public String label() {
            return "cameras";
        }
    }
}
