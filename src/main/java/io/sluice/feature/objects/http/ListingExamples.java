package io.sluice.feature.objects.http;

/** Examples of the listing for the OpenAPI document. */
final class ListingExamples {
    static final String PROBLEM_TYPE = "application/problem+json";

    static final String PAGE = """
            {
              "items": [
                {
                  "key": "photos/harbour.jpg",
                  "size": 52311,
                  "etag": "01M7YX48217C58NHXQYB8GNS28",
                  "modified": "2026-01-31T12:00:00Z",
                  "contentType": "image/jpeg",
                  "metadata": {"place": "Z\u00fcrich"},
                  "crc32c": "11bMMQ==",
                  "tags": {"project": "atlas"}
                }
              ],
              "prefixes": ["photos/2026/"],
              "next": "cGhvdG9zL2hhcmJvdXIuanBn"
            }
            """;

    static final String INVALID = """
            {
              "type": "urn:sluice:problem:invalid-parameter",
              "title": "A query parameter is malformed",
              "status": 400,
              "detail": "The parameter 'limit' is a number from 1 to 1000.",
              "code": "invalid-parameter",
              "requestId": "01M7YX48217C58NHXQYB8GNS28"
            }
            """;

    static final String NO_BUCKET = """
            {
              "type": "urn:sluice:problem:bucket-not-found",
              "title": "No such bucket",
              "status": 404,
              "detail": "There is no bucket 'nowhere'.",
              "code": "bucket-not-found",
              "requestId": "01M7YX48217C58NHXQYB8GNS28"
            }
            """;

    static final String NO_STORE = """
            {
              "type": "urn:sluice:problem:store-unavailable",
              "title": "The store cannot be reached",
              "status": 503,
              "detail": "The store cannot be reached.",
              "code": "store-unavailable",
              "requestId": "01M7YX48217C58NHXQYB8GNS28"
            }
            """;

    private ListingExamples() {}
}
