package io.sluice.edge.access;

/** What can be asked of Sluice: who may, and whether it changes something. The names are those of the audit trail. */
public enum Action {
    OBJECT_READ("object.read", Need.READER, false),
    OBJECT_LIST("object.list", Need.READER, false),
    OBJECT_WRITE("object.write", Need.WRITER, true),
    OBJECT_DELETE("object.delete", Need.WRITER, true),

    /** What is declared public. */
    PUBLIC_READ("public.read", Need.NOTHING, false),

    /** Which roles that takes depends on the link, and is looked at when it is made. */
    LINK_MAKE("link.make", Need.CREDENTIALS, true),
    LINK_REVOKE("link.revoke", Need.CREDENTIALS, true),
    /** The link is what has to be shown. */
    LINK_READ("link.read", Need.NOTHING, false),
    LINK_WRITE("link.write", Need.NOTHING, true),

    FRAMES_SEND("frames.send", Need.CAMERA, true),
    FRAMES_READ("frames.read", Need.READER, false),
    FRAMES_ERASE("frames.erase", Need.ADMIN, true),
    CAMERA_READ("camera.read", Need.READER, false),
    CAMERA_CHANGE("camera.change", Need.ADMIN, true),

    /** The token of the notifications is what has to be shown. */
    EVENTS_TELL("events.tell", Need.NOTHING, false),

    SELF_READ("self.read", Need.CREDENTIALS, false),
    /** Everybody is told of the buckets that their roles are for. */
    BUCKET_READ("bucket.read", Need.CREDENTIALS, false),
    BUCKET_DECLARE("bucket.declare", Need.ADMIN, true),
    KEY_READ("key.read", Need.ADMIN, false),
    KEY_CHANGE("key.change", Need.ADMIN, true),
    AUDIT_READ("audit.read", Need.ADMIN, false),
    UPKEEP_RUN("upkeep.run", Need.ADMIN, true),
    SERVICE_READ("service.read", Need.ADMIN, false),
    METRICS_READ("metrics.read", Need.CREDENTIALS, false);

    private final String label;
    private final Need need;
    private final boolean change;

    Action(String label, Need need, boolean change) {
        this.label = label;
        this.need = need;
        this.change = change;
    }

    public String label() {
        return label;
    }

    public Need need() {
        return need;
    }

    /** Whether it may change what is kept. */
    public boolean change() {
        return change;
    }
}
