package vn.hocba.sandbox.load;

import java.util.List;
import vn.hocba.sandbox.demo.DemoFailure;

/**
 * The command line of the disturbances.
 *
 * @param faults how many are let loose; then what was begun is finished in peace
 * @param seed decides which, on whom and how long after the last
 * @param schools people of so many schools sign at the same time
 */
record ChaosOptions(int faults, long seed, int schools) {

    static final String USAGE = """
            usage: deploy/chaos.sh [--faults N] [--seed S] [--schools N]
              --faults N   how many faults are let loose (default 60)
              --seed S     repeats a choice of faults (default 1)
              --schools N  schools whose people sign at the same time (default 4)""";

    static ChaosOptions parse(List<String> arguments) throws DemoFailure {
        int faults = 60;
        long seed = 1;
        int schools = 4;
        for (int i = 0; i < arguments.size(); i += 2) {
            String value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            if (!value.matches("[0-9]{1,9}")) {
                throw new DemoFailure(arguments.get(i) + " needs a number\n" + USAGE);
            }
            switch (arguments.get(i)) {
                case "--faults" -> faults = Math.min(100_000, Integer.parseInt(value));
                case "--seed" -> seed = Long.parseLong(value);
                case "--schools" -> schools = Math.clamp(Integer.parseInt(value), 1, 20);
                default -> throw new DemoFailure("unknown option " + arguments.get(i) + "\n" + USAGE);
            }
        }
        return new ChaosOptions(faults, seed, schools);
    }
}
