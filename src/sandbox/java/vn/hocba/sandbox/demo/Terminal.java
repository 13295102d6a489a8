package vn.hocba.sandbox.demo;

import java.io.PrintStream;

/** Lines, and one line that changes in place where the output is a terminal and repeats on change where it is not. */
final class Terminal {

    private final PrintStream out;
    private final boolean inPlace;
    private String shown = "";

    Terminal(PrintStream out, boolean inPlace) {
        this.out = out;
        this.inPlace = inPlace;
    }

    void line(String text) {
        out.println(text);
    }

    void progress(String text) {
        if (text.equals(shown)) {
            return;
        }
        shown = text;
        if (inPlace) {
            out.print("\r" + text);
            out.flush();
        } else {
            out.println(text);
        }
    }

    void endProgress() {
        if (inPlace && !shown.isEmpty()) {
            out.println();
        }
        shown = "";
    }
}
