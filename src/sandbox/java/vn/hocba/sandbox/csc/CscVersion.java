package vn.hocba.sandbox.csc;

import java.util.Map;
import java.util.Optional;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.people.Person;
import vn.hocba.sandbox.signing.SigningRefused;

/** What differs between the versions of the API. */
interface CscVersion {

    /** One method. */
    @FunctionalInterface
    interface Method {
        /** @param caller the person who logged in; empty for a relying party's own login */
        Reply.Answer call(Parameters parameters, Optional<Person> caller);
    }

    /** The version's part of the path, such as {@code v2}. */
    String path();

    /** What stands before the operations' names in faults and counters. */
    String operations();

    Parameters.HashNames hashNames();

    /** The methods that want an access token, by path. */
    Map<String, Method> methods();

    /** What {@code info} answers. */
    Map<String, Object> info();

    CscError worded(SigningRefused refused, String operation);

    /** For a call without a readable bearer token. */
    CscError noBearer(String operation);
}
