package vn.hocba.sandbox;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import vn.hocba.sandbox.signing.Approval;

/**
 * The command line.
 *
 * @param port 0 for any free one
 * @param directory where {@code sandbox.json}, trust anchors, CRLs and database files go
 * @param approval what happens to requests for approval on the phone, unless a credential says otherwise
 * @param postgres whether a database is started too
 * @param parent the process whose end ends the sandbox
 * @param apiAudience the {@code aud} of access tokens
 */
record SandboxOptions(
        int port, Path directory, Approval approval, boolean postgres, OptionalLong parent, String apiAudience) {

    static final String USAGE =
            "usage: java -jar hocba-sandbox.jar [--port N] [--directory DIR] [--approve auto|manual]"
                    + " [--postgres] [--parent-pid PID] [--api-audience NAME]";

    /** Thrown for an option that is unknown or has no usable value; the message says which. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    static SandboxOptions parse(String... arguments) throws Unusable {
        int port = 0;
        Path directory = Path.of("target/sandbox-run");
        Approval approval = Approval.MANUAL;
        boolean postgres = false;
        OptionalLong parent = OptionalLong.empty();
        String audience = "hocba-api";
        for (int i = 0; i < arguments.length; i++) {
            String option = arguments[i];
            switch (option) {
                case "--postgres" -> postgres = true;
                case "--port" -> port = (int) number(option, value(arguments, ++i), 65_535);
                case "--directory" -> directory = Path.of(value(arguments, ++i));
                case "--approve" -> {
                    String name = value(arguments, ++i);
                    approval = Approval.named(name)
                            .filter(known -> known == Approval.AUTO || known == Approval.MANUAL)
                            .orElseThrow(() -> new Unusable("--approve is auto or manual, not " + name));
                }
                case "--parent-pid" -> parent = OptionalLong.of(number(option, value(arguments, ++i), Long.MAX_VALUE));
                case "--api-audience" -> audience = value(arguments, ++i);
                default -> throw new Unusable("unknown option " + option);
            }
        }
        return new SandboxOptions(port, directory.toAbsolutePath(), approval, postgres, parent, audience);
    }

    private static String value(String[] arguments, int index) throws Unusable {
        return Optional.of(arguments)
                .filter(all -> index < all.length)
                .map(all -> all[index])
                .orElseThrow(() -> new Unusable("missing value of " + arguments[index - 1]));
    }

    private static long number(String option, String value, long maximum) throws Unusable {
        try {
            long number = Long.parseLong(value);
            if (number >= 0 && number <= maximum) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below, with the range
        }
        throw new Unusable(option + " is a number from 0 to " + maximum + ", not " + value);
    }
}
