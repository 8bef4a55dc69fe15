package io.sluice.edge.access;

/** A role somebody has, for what its limits say. */
public record Grant(Role role, Limits limits) {
    public static Grant unlimited(Role role) {
        return new Grant(role, Limits.NONE);
    }

    boolean covers(Role wanted, Resource resource) {
        return (role == wanted || role == Role.ADMIN) && limits.admit(resource);
    }
}
