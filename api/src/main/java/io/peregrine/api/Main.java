package io.peregrine.api;

import io.peregrine.api.cli.CommandLineRunner;

/** Where the launcher enters. */
public final class Main {
    private Main() {
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(final String[] arguments) {
        System.exit(CommandLineRunner.run(arguments));
    }
}
