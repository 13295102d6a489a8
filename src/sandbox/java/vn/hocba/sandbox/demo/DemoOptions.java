package vn.hocba.sandbox.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The command line.
 *
 * @param keep leave everything running at the end
 * @param manual wait for a human on the consent page instead of approving by itself
 * @param port port of the API; 0 for any free one
 * @param api the API: its jar, or a native executable
 */
public record DemoOptions(boolean keep, boolean manual, int port, Path api) {

    /** Where the build leaves the API. */
    public static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

    /** Everything approves by itself and ends with its parent. */
    public static final DemoOptions AUTOMATIC = new DemoOptions(false, false, 0, JAR);

    static final String USAGE = """
            usage: deploy/demo.sh [--keep] [--manual] [--port N] [--native FILE]
              --keep         leave API, sandbox and database running, and say how to stop them
              --manual       wait for a human who approves on the consent page
              --port N       port of the API on the loopback interface (default: any free one)
              --native FILE  the API's native executable, instead of its jar""";

    static DemoOptions parse(List<String> arguments) throws DemoFailure {
        boolean keep = false;
        boolean manual = false;
        int port = 0;
        Path api = JAR;
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--keep" -> keep = true;
                case "--manual" -> manual = true;
                case "--port" -> port = port(++i < arguments.size() ? arguments.get(i) : "");
                case "--native" -> api = executable(++i < arguments.size() ? arguments.get(i) : "", USAGE);
                default -> throw new DemoFailure("unknown option " + arguments.get(i) + "\n" + USAGE);
            }
        }
        return new DemoOptions(keep, manual, port, api);
    }

    /** The API's native executable that a command line names. */
    public static Path executable(String value, String usage) throws DemoFailure {
        Path file = Path.of(value);
        if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
            throw new DemoFailure("--native needs an executable\n" + usage);
        }
        return file;
    }

    private static int port(String value) throws DemoFailure {
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > 65_535) {
            throw new DemoFailure("--port needs a number up to 65535\n" + USAGE);
        }
        return Integer.parseInt(value);
    }
}
