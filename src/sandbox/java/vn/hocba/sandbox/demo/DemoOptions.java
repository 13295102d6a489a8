package vn.hocba.sandbox.demo;

import java.util.List;

/**
 * The command line.
 *
 * @param keep leave everything running at the end
 * @param manual wait for a human on the consent page instead of approving by itself
 * @param port port of the API; 0 for any free one
 */
public record DemoOptions(boolean keep, boolean manual, int port) {

    /** Everything approves by itself and ends with its parent. */
    public static final DemoOptions AUTOMATIC = new DemoOptions(false, false, 0);

    static final String USAGE = """
            usage: deploy/demo.sh [--keep] [--manual] [--port N]
              --keep     leave API, sandbox and database running, and say how to stop them
              --manual   wait for a human who approves on the consent page
              --port N   port of the API on the loopback interface (default: any free one)""";

    static DemoOptions parse(List<String> arguments) throws DemoFailure {
        boolean keep = false;
        boolean manual = false;
        int port = 0;
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--keep" -> keep = true;
                case "--manual" -> manual = true;
                case "--port" -> port = port(++i < arguments.size() ? arguments.get(i) : "");
                default -> throw new DemoFailure("unknown option " + arguments.get(i) + "\n" + USAGE);
            }
        }
        return new DemoOptions(keep, manual, port);
    }

    private static int port(String value) throws DemoFailure {
        if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > 65_535) {
            throw new DemoFailure("--port needs a number up to 65535\n" + USAGE);
        }
        return Integer.parseInt(value);
    }
}
