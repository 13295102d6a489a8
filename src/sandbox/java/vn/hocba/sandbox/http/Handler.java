package vn.hocba.sandbox.http;

/** Serves one route; runs on a virtual thread of its own, so it may wait. */
@FunctionalInterface
public interface Handler {

    Reply handle(Request request);
}
