package io.peregrine.api.store;

import java.io.IOException;
import java.nio.file.Path;

/** A process that keeps a store up with a journal until it is killed; a byte on standard output says that it has begun to. */
final class StoreProcess {
    private StoreProcess() {
    }

    public static void main(final String[] args) throws IOException {
        final Store store = Store.start(Path.of(args[1]), Path.of(args[0]));
        long told = 0;
        while (System.in.available() == 0) {
            if (store.sequence() > told) {
                told = store.sequence();
                System.out.write(1);
                System.out.flush();
            }
            Thread.onSpinWait();
        }
    }
}
