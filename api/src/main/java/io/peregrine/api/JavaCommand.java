package io.peregrine.api;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The words that start this program again, in a process of its own: with the flags of this one, but for its heap and collector. */
public final class JavaCommand {
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private JavaCommand() {
    }

    /**
     * A further process of this program.
     *
     * @param flags     of the JVM: heap and collector
     * @param arguments command and options
     */
    public static List<String> of(final List<String> flags, final List<String> arguments) {
        final List<String> words = new ArrayList<>();
        words.add(ProcessHandle.current().info().command().orElse("java"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.startsWith("-X") && !flag.startsWith("-agent") && !flag.startsWith("-Dperegrine.log"))
                .forEach(words::add);
        words.addAll(flags);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.peregrine.api.Main"));
        words.addAll(arguments);
        return words;
    }

    /** The same in a session of its own, where the machine can: what Ctrl-C or a closed terminal ends does not end it. */
    public static List<String> detached(final List<String> flags, final List<String> arguments) {
        final List<String> words = of(flags, arguments);
        if (Files.isExecutable(SETSID)) {
            words.addFirst(SETSID.toString());
        }
        return words;
    }
}
