package vn.hocba.sandbox.faults;

/** The kinds of services that faults happen to. */
enum Wire {
    SIGNING,
    TIMESTAMPS,
    OCSP,
    LISTS;

    static Wire of(String operation) {
        return switch (operation.split("/", 2)[0]) {
            case "tsa" -> TIMESTAMPS;
            case "ocsp" -> OCSP;
            case "crl" -> LISTS;
            default -> SIGNING;
        };
    }
}
