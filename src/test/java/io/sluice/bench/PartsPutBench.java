package io.sluice.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** What parts cost MinIO itself: a large object straight to it in parts, as Sluice sends them, against one PUT. */
record PartsPutBench(String row) implements RowBench {
    private static final int AT_ONCE = 4;
    private static final long PART = 8 * StoredObjects.MIB;
    private static final String KEY = "big/parts";
    private static final String ETAG = BlockingClient.md5(PART);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    public List<Line> run(Stand stand) {
        int parts = (int) stand.settings().pick(32, 4);
        Endpoint minio = stand.minio();
        try (HttpClient http = HttpClient.newHttpClient()) {
            Side inParts = new Side("MinIO, in parts", round -> {
                Disk.settle();
                return minio.measure(() -> load(http, minio.object(KEY), parts));
            });
            Side whole = BigPutBench.side(minio, 1, parts * PART);
            Contest contest = new Contest(
                    row, Unit.BYTES, inParts, whole, stand.settings().rounds());
            String what = "PUT %d MiB, clients: 1; in parts of 8 MiB, at once: %d"
                    .formatted(parts * PART / StoredObjects.MIB, AT_ONCE);
            return List.of(Line.Compared.of(contest, what, Goal.none()));
        }
    }

    private static Work load(HttpClient http, URI uri, int parts) {
        long began = System.nanoTime();
        String begun = post(http, uri + "?uploads", "");
        String query = "uploadId=" + begun.replaceAll("(?s).*<UploadId>(.*)</UploadId>.*", "$1");
        try (Clients clients = new Clients()) {
            for (int client = 0; client < AT_ONCE; client++) {
                int first = client + 1;
                clients.start(uri, connection -> {
                    for (int number = first; number <= parts; number += AT_ONCE) {
                        connection.put(URI.create(uri + "?partNumber=" + number + "&" + query), PART);
                    }
                });
            }
            clients.await(PATIENCE);
        }
        post(http, uri + "?" + query, completion(parts));
        return Work.bytes(parts * PART, Duration.ofNanos(System.nanoTime() - began));
    }

    private static String completion(int parts) {
        StringBuilder xml = new StringBuilder("<CompleteMultipartUpload>");
        IntStream.rangeClosed(1, parts)
                .forEach(number ->
                        xml.append("<Part><PartNumber>%d</PartNumber><ETag>%s</ETag></Part>".formatted(number, ETAG)));
        return xml.append("</CompleteMultipartUpload>").toString();
    }

    private static String post(HttpClient http, String uri, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200 || answer.body().contains("<Error>")) {
                throw new IllegalStateException("POST " + uri + " was answered with " + answer.body());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new IllegalStateException("POST " + uri + " failed: " + e, e);
        }
    }
}
