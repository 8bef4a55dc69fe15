package io.sluice.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An nginx in front of a MinIO, on two ports: a plain reverse proxy that streams both ways over connections it keeps, and one
 * that answers from its own cache what it has once fetched.
 */
public final class RealNginx implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final int plainPort = Ports.free();
    private final int cachingPort = Ports.free();
    private final Path folder = AtExit.temporaryFolder("nginx");
    private final ServerProcess process;

    private RealNginx(URI upstream) {
        Path configuration = folder.resolve("nginx.conf");
        try {
            Files.writeString(configuration, configuration(upstream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = List.of(
                Tools.find("nginx").toString(),
                "-p",
                folder.toString(),
                "-e",
                folder.resolve("error.log").toString(),
                "-c",
                configuration.toString());
        URI live = plain().resolve("/minio/health/live");
        process = new ServerProcess(new Launch("nginx", folder, command, Map.of(), () -> Answers.ok(live), PATIENCE));
    }

    /** A new one, running. */
    public static RealNginx before(RealMinio minio) {
        RealNginx nginx = new RealNginx(minio.endpoint());
        nginx.process.start();
        return nginx;
    }

    public URI plain() {
        return URI.create("http://127.0.0.1:" + plainPort);
    }

    public URI caching() {
        return URI.create("http://127.0.0.1:" + cachingPort);
    }

    public ServerProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.stop();
    }

    private String configuration(URI upstream) {
        return """
                daemon off;
                pid %1$s/nginx.pid;
                %2$s
                worker_processes auto;
                events { worker_connections 4096; }
                http {
                  access_log off;
                  sendfile on;
                  tcp_nodelay on;
                  keepalive_requests 1000000000;
                  client_max_body_size 0;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  proxy_cache_path %1$s/cache levels=1:2 keys_zone=hot:16m max_size=1g inactive=1h use_temp_path=off;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_set_header Host $http_host;
                  upstream store {
                    server %3$s;
                    keepalive 128;
                    keepalive_requests 1000000000;
                  }
                  server {
                    listen 127.0.0.1:%4$d;
                    location / {
                      proxy_pass http://store;
                      proxy_buffering off;
                      proxy_request_buffering off;
                    }
                  }
                  server {
                    listen 127.0.0.1:%5$d;
                    location / {
                      proxy_pass http://store;
                      proxy_cache hot;
                      proxy_cache_valid 200 1h;
                      proxy_cache_lock on;
                    }
                  }
                }
                """.formatted(folder, asItsOwner(), upstream.getAuthority(), plainPort, cachingPort);
    }

    /** Workers of a master that runs as root would else be somebody who may not enter the folder. */
    private static String asItsOwner() {
        return "root".equals(System.getProperty("user.name")) ? "user root;" : "";
    }
}
