package vn.hocba.sandbox.signing;

import java.util.List;

/** What the relying party wants the person to see; empty texts where it said nothing. */
public record Shown(String requestedBy, String school, String className, List<String> labels) {

    public static final Shown NOTHING = new Shown("", "", "", List.of());

    public Shown {
        labels = List.copyOf(labels);
    }
}
