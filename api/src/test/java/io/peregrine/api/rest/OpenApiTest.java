package io.peregrine.api.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.api.view.EngineView;
import io.peregrine.api.view.ScriptedEngine;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class OpenApiTest {
    @Test
    void theDocumentHasExactlyTheServersOperations() throws IOException {
        final Set<String> served = new TreeSet<>();
        final EngineView view = new EngineView(new ScriptedEngine(), 60);
        for (final Route route : Api.routes(view, null, null, Json::object, null)) {
            if (!StaticFiles.asset(route.path())) {
                served.add(route.method().toLowerCase(java.util.Locale.ROOT) + ' ' + route.path().replace("{+", "{"));
            }
        }
        assertEquals(served, documented());
    }

    private static Set<String> documented() throws IOException {
        final Set<String> operations = new TreeSet<>();
        try (InputStream stream = OpenApiTest.class.getResourceAsStream("/openapi.yaml")) {
            final Map<String, Map<String, Map<String, Object>>> document = new Yaml().load(stream);
            document.get("paths").forEach((path, methods) -> methods.keySet().forEach(method -> operations.add(method + ' ' + path)));
        }
        return operations;
    }
}
