package vn.hocba.sandbox.csc;

import java.util.List;
import java.util.Map;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.signing.Credential;
import vn.hocba.sandbox.signing.Digest;
import vn.hocba.sandbox.signing.SigningRefused;

/** What differs between the versions of the API. */
interface CscVersion {

    /** One method. */
    @FunctionalInterface
    interface Method {
        Reply.Answer call(Parameters parameters, Caller caller);
    }

    /** The version's part of the path, such as {@code v2}. */
    String path();

    /** What stands before the operations' names in faults and counters. */
    String operations();

    Parameters.HashNames hashNames();

    /** The digests that a consent is asked for; none where the credential needs none and none are given. */
    List<Digest> digests(Parameters parameters, Credential credential);

    /** Whether {@code oauth2/authorize} wants a PKCE challenge. */
    boolean requiresChallenge();

    /** Whether requests for authorization can be pushed. */
    boolean takesPushed();

    /** What {@code oauth2/token} calls a token of scope {@code credential}; v1 takes it as activation data only. */
    String activationTokenType();

    /** The methods that want an access token, by path. */
    Map<String, Method> methods();

    /** What {@code info} answers. */
    Map<String, Object> info();

    CscError worded(SigningRefused refused, String operation);

    /** For a call without a readable bearer token. */
    CscError noBearer(String operation);
}
