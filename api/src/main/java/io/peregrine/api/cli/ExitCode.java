package io.peregrine.api.cli;

/** What a command's exit code says. */
public final class ExitCode {
    /** Done. */
    public static final int DONE = 0;
    /** The work failed: a check, a verification. */
    public static final int FAILED = 1;
    /** Wrong usage or configuration. */
    public static final int USAGE = 2;
    /** The environment lacks something: a port, a file, memory. */
    public static final int ENVIRONMENT = 3;

    private ExitCode() {
    }
}
