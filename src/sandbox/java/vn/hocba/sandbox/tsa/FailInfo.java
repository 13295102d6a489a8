package vn.hocba.sandbox.tsa;

import java.util.Optional;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;

/** Why a timestamp is refused: all that RFC 3161 section 2.4.2 knows. */
public enum FailInfo {
    BAD_ALG("badAlg", PKIFailureInfo.badAlg),
    BAD_REQUEST("badRequest", PKIFailureInfo.badRequest),
    BAD_DATA_FORMAT("badDataFormat", PKIFailureInfo.badDataFormat),
    TIME_NOT_AVAILABLE("timeNotAvailable", PKIFailureInfo.timeNotAvailable),
    UNACCEPTED_POLICY("unacceptedPolicy", PKIFailureInfo.unacceptedPolicy),
    UNACCEPTED_EXTENSION("unacceptedExtension", PKIFailureInfo.unacceptedExtension),
    ADD_INFO_NOT_AVAILABLE("addInfoNotAvailable", PKIFailureInfo.addInfoNotAvailable),
    SYSTEM_FAILURE("systemFailure", PKIFailureInfo.systemFailure);

    private final String wireName;
    private final int bits;

    FailInfo(String wireName, int bits) {
        this.wireName = wireName;
        this.bits = bits;
    }

    public static Optional<FailInfo> named(String name) {
        for (FailInfo info : values()) {
            if (info.wireName.equals(name)) {
                return Optional.of(info);
            }
        }
        return Optional.empty();
    }

    String wireName() {
        return wireName;
    }

    PKIFailureInfo asn1() {
        return new PKIFailureInfo(bits);
    }
}
