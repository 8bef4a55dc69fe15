package io.sluice.bench;

/** What is held against nginx, which passes on what anybody may ask. */
enum Way {
    SLUICE,
    /** nginx again, but with presigned links: what it costs the store alone to check who asks. */
    SIGNED_NGINX
}
