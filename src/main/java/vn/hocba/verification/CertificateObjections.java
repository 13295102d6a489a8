package vn.hocba.verification;

import vn.hocba.pki.CertificatePath.Verdict;

/**
 * What a certificate's verdict means for a signature of level B: nothing proves its time, so what has happened to the
 * certificate by now may have happened before it was used.
 */
final class CertificateObjections {

    private CertificateObjections() {}

    static void require(Verdict verdict) {
        switch (verdict) {
            case Verdict.Trusted trusted -> {}
            case Verdict.NoChain none ->
                throw new Objection.Raised(
                        SubIndication.NO_CERTIFICATE_CHAIN_FOUND,
                        "Chứng thư số không do tổ chức được tin cậy cấp.",
                        "The certificate does not lead to a trusted authority.");
            case Verdict.ConstraintsBroken(String reason) ->
                throw new Objection.Raised(
                        SubIndication.CHAIN_CONSTRAINTS_FAILURE,
                        "Chuỗi chứng thư số không hợp lệ.",
                        "The certificate chain breaks its constraints: " + reason);
            case Verdict.WrongKeyUsage usage ->
                throw new Objection.Raised(
                        SubIndication.CHAIN_CONSTRAINTS_FAILURE,
                        "Chứng thư số không được phép dùng để ký văn bản.",
                        "The certificate's key usage does not allow signing documents.");
            case Verdict.NotYetValid(var from) ->
                throw new Objection.Raised(
                        SubIndication.NOT_YET_VALID,
                        "Chứng thư số chưa có hiệu lực.",
                        "The certificate is not valid before " + from + ".");
            case Verdict.Expired(var certificate, var until, boolean authority) ->
                throw new Objection.Raised(
                        SubIndication.OUT_OF_BOUNDS_NO_POE,
                        "Chứng thư số đã hết hạn và chữ ký không có dấu thời gian.",
                        "The %s certificate expired on %s and nothing proves that the signature is older."
                                .formatted(authority ? "authority's" : "signer's", until));
            case Verdict.Revoked(var certificate, var since, boolean authority) ->
                throw new Objection.Raised(
                        authority ? SubIndication.REVOKED_CA_NO_POE : SubIndication.REVOKED_NO_POE,
                        "Chứng thư số đã bị thu hồi và chữ ký không có dấu thời gian.",
                        "The %s certificate was revoked on %s and nothing proves that the signature is older."
                                .formatted(authority ? "authority's" : "signer's", since));
            case Verdict.RevocationUnknown unknown ->
                throw new Objection.Raised(
                        SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE,
                        "Không có thông tin thu hồi của chứng thư số.",
                        "Nobody says whether the certificate was revoked.");
            case Verdict.RevocationStale(var certificate, var due) ->
                throw new Objection.Raised(
                        SubIndication.TRY_LATER,
                        "Thông tin thu hồi chứng thư số đã cũ; hãy kiểm tra lại sau.",
                        "The revocation data were due for renewal on " + due + "; try again later.");
        }
    }
}
