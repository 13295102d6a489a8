package vn.hocba.standin;

import java.nio.file.Path;
import vn.hocba.testing.SandboxProcess;

/** One sandbox without a database for all tests of this package; people decide on the consent page. */
final class RunningSandbox {

    private static final SandboxProcess INSTANCE = SandboxProcess.start(
            Path.of("target", "it-logs", "standin-" + ProcessHandle.current().pid())
                    .toAbsolutePath(),
            "--approve",
            "manual");

    private RunningSandbox() {}

    static SandboxProcess get() {
        return INSTANCE;
    }
}
