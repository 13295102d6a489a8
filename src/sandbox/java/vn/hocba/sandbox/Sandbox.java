package vn.hocba.sandbox;

/** Starts the stand-ins for the outside world. */
public final class Sandbox {

    private Sandbox() {}

    public static void main(String[] args) {
        System.out.println("sandbox " + args.length);
    }
}
