package io.peregrine.api.server;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests that each begin with a venue of their own. */
abstract class OnKeyRig {
    KeyRig rig;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() throws Exception {
        rig = new KeyRig(folder);
    }

    @AfterEach
    void close() {
        rig.close();
    }
}
