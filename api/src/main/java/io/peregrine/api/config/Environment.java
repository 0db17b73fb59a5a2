package io.peregrine.api.config;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expands {@code ${NAME}} and {@code ${NAME:-default}} from the environment.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param lookup a variable's value by name, or null where it is not set
 */
public record Environment(UnaryOperator<String> lookup) {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

    /** Of this process. */
    public static Environment ofProcess() {
        return new Environment(System::getenv);
    }

    /** Is the whole text one reference without a default: the only form in which a secret may stand in the file? */
    static boolean isReference(final String text) {
        final Matcher matcher = REFERENCE.matcher(text);
        return matcher.matches() && matcher.group(2) == null;
    }

    /**
     * The text with all references replaced.
     *
     * @throws IllegalArgumentException naming a variable that is not set and has no default
     */
    String expand(final String text) {
        final Matcher matcher = REFERENCE.matcher(text);
        final StringBuilder expanded = new StringBuilder();
        while (matcher.find()) {
            final String value = lookup.apply(matcher.group(1));
            if (value == null && matcher.group(2) == null) {
                throw new IllegalArgumentException("environment variable " + matcher.group(1) + " is not set");
            }
            matcher.appendReplacement(expanded, Matcher.quoteReplacement(value == null ? matcher.group(2) : value));
        }
        return matcher.appendTail(expanded).toString();
    }
}
