package io.peregrine.api.cli;

/** A command can not go on. The message is one line for people: what was wrong, the value, and what to do. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** With one of {@link ExitCode}. */
    public CommandException(final int exitCode, final String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
