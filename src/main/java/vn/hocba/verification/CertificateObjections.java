package vn.hocba.verification;

import vn.hocba.pki.CertificatePath.Verdict;

/**
 * What a certificate's verdict means for what it signed: whatever had happened to the certificate by the proven time, or by now
 * where no time is proven, may have happened before it was used.
 */
final class CertificateObjections {

    private CertificateObjections() {}

    static void require(Verdict verdict) {
        require(verdict, "", "");
    }

    /** The same about the certificate of something else than the signer, which the prefixes name. */
    static void require(Verdict verdict, String vi, String en) {
        switch (verdict) {
            case Verdict.Trusted trusted -> {}
            case Verdict.NoChain none ->
                throw new Objection.Raised(
                        SubIndication.NO_CERTIFICATE_CHAIN_FOUND,
                        vi + "Chứng thư số không do tổ chức được tin cậy cấp.",
                        en + "The certificate does not lead to a trusted authority.");
            case Verdict.ConstraintsBroken(String reason) ->
                throw new Objection.Raised(
                        SubIndication.CHAIN_CONSTRAINTS_FAILURE,
                        vi + "Chuỗi chứng thư số không hợp lệ.",
                        en + "The certificate chain breaks its constraints: " + reason);
            case Verdict.WrongKeyUsage usage ->
                throw new Objection.Raised(
                        SubIndication.CHAIN_CONSTRAINTS_FAILURE,
                        vi + "Chứng thư số không được phép dùng để ký văn bản.",
                        en + "The certificate's key usage does not allow signing documents.");
            case Verdict.NotYetValid(var from) ->
                throw new Objection.Raised(
                        SubIndication.NOT_YET_VALID,
                        vi + "Chứng thư số chưa có hiệu lực.",
                        en + "The certificate is not valid before " + from + ".");
            case Verdict.Expired(var certificate, var until, boolean authority) ->
                throw new Objection.Raised(
                        SubIndication.OUT_OF_BOUNDS_NO_POE,
                        vi + "Chứng thư số đã hết hạn và không có dấu thời gian nào chứng minh chữ ký có trước đó.",
                        en
                                + "The %s certificate expired on %s and nothing proves that the signature is older."
                                        .formatted(authority ? "authority's" : "signer's", until));
            case Verdict.Revoked(var certificate, var since, boolean authority) ->
                throw new Objection.Raised(
                        authority ? SubIndication.REVOKED_CA_NO_POE : SubIndication.REVOKED_NO_POE,
                        vi + "Chứng thư số đã bị thu hồi và không có dấu thời gian nào chứng minh chữ ký có trước đó.",
                        en
                                + "The %s certificate was revoked on %s and nothing proves that the signature is older."
                                        .formatted(authority ? "authority's" : "signer's", since));
            case Verdict.RevocationUnknown unknown ->
                throw new Objection.Raised(
                        SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE,
                        vi + "Không có thông tin thu hồi của chứng thư số.",
                        en + "Nobody says whether the certificate was revoked.");
            case Verdict.RevocationStale(var certificate, var due) ->
                throw new Objection.Raised(
                        SubIndication.TRY_LATER,
                        vi + "Thông tin thu hồi chứng thư số đã cũ; hãy kiểm tra lại sau.",
                        en + "The revocation data were due for renewal on " + due + "; try again later.");
        }
    }
}
