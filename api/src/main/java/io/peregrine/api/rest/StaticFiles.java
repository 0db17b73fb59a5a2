package io.peregrine.api.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The dashboard and the OpenAPI document, from the class path. Every file is named here and read at the start, so that no path of a request
 * ever reaches a file system.
 *
 * <p><b>Threading:</b> immutable. <b>Memory:</b> all files, some 150 kB.
 */
final class StaticFiles {
    private static final String FOLDER = "/web";
    private static final List<String> FILES = List.of(
            "/app.css",
            "/js/main.js",
            "/js/risk.js",
            "/js/book.js",
            "/js/chart.js",
            "/js/format.js",
            "/js/state.js",
            "/js/stream.js",
            "/js/tables.js",
            "/js/api.js",
            "/favicon.svg",
            "/vendor/uplot/uPlot.iife.min.js",
            "/vendor/uplot/uPlot.min.css");
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
                    + "form-action 'none'; frame-ancestors 'none'",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-cache");

    List<Route> routes() {
        final List<Route> routes = new ArrayList<>();
        routes.add(file("/", "/index.html"));
        FILES.forEach(path -> routes.add(file(path, path)));
        final Answer openApi = new Answer(200, "application/yaml", read("/openapi.yaml"), HEADERS);
        routes.add(Route.get("/openapi", request -> openApi));
        return routes;
    }

    /** Is this a part of the dashboard that only its page asks for? */
    static boolean asset(final String path) {
        return FILES.contains(path);
    }

    private static Route file(final String path, final String file) {
        final Answer answer = new Answer(200, mediaType(file), read(FOLDER + file), HEADERS);
        return Route.get(path, request -> answer);
    }

    private static String mediaType(final String file) {
        return switch (file.substring(file.lastIndexOf('.'))) {
            case ".html" -> "text/html; charset=utf-8";
            case ".css" -> "text/css; charset=utf-8";
            case ".js" -> "text/javascript; charset=utf-8";
            case ".svg" -> "image/svg+xml";
            default -> throw new IllegalStateException("no media type for " + file);
        };
    }

    private static byte[] read(final String resource) {
        try (InputStream stream = StaticFiles.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("not on the class path: " + resource);
            }
            return stream.readAllBytes();
        } catch (final IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
