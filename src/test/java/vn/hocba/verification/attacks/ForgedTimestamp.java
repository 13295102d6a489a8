package vn.hocba.verification.attacks;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import vn.hocba.pki.TimestampToken;
import vn.hocba.testing.TestCa;

/**
 * Timestamp tokens put together by hand: an honest authority's library would refuse to make most of them.
 *
 * @param by whose key signs
 * @param named the certificate that the signed attributes bind
 * @param issuing travels in the token
 * @param digest of the imprint, as the JCA names it
 * @param signature algorithm
 */
record ForgedTimestamp(
        TestCa.Signer by, X509Certificate named, X509Certificate issuing, String digest, String signature) {

    private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("1.2.3.4.1");

    /** Well made, by somebody with a key of P-256. */
    static ForgedTimestamp by(TestCa.Signer signer) {
        return new ForgedTimestamp(
                signer,
                signer.certificate().certificate(),
                signer.certificate().issuers().getFirst(),
                "SHA-256",
                "SHA256withECDSA");
    }

    ForgedTimestamp withImprintBy(String algorithm) {
        return new ForgedTimestamp(by, named, issuing, algorithm, signature);
    }

    ForgedTimestamp signedBy(String algorithm) {
        return new ForgedTimestamp(by, named, issuing, digest, algorithm);
    }

    ForgedTimestamp naming(X509Certificate other) {
        return new ForgedTimestamp(by, other, issuing, digest, signature);
    }

    TimestampToken over(byte[] data, Instant time) {
        ASN1ObjectIdentifier oid =
                new ASN1ObjectIdentifier("SHA-1".equals(digest) ? "1.3.14.3.2.26" : "2.16.840.1.101.3.4.2.1");
        TSTInfo info = new TSTInfo(
                POLICY,
                new MessageImprint(new AlgorithmIdentifier(oid), Forgery.digest(digest, data)),
                new ASN1Integer(77),
                new ASN1GeneralizedTime(Date.from(time)),
                null,
                null,
                null,
                null,
                null);
        try {
            X509Certificate own = by.certificate().certificate();
            ESSCertIDv2 id = new ESSCertIDv2(Forgery.digest("SHA-256", named.getEncoded()));
            Attribute binding = new Attribute(
                    PKCSObjectIdentifiers.id_aa_signingCertificateV2, new DERSet(new SigningCertificateV2(id)));
            Attribute signingTime = new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(time))));
            CMSSignedDataGenerator token = new CMSSignedDataGenerator();
            token.addSignerInfoGenerator(new JcaSimpleSignerInfoGeneratorBuilder()
                    .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(
                            new AttributeTable(new DERSet(new ASN1Encodable[] {binding, signingTime}))))
                    .build(signature, by.keys().getPrivate(), own));
            token.addCertificates(new JcaCertStore(List.of(own, issuing)));
            return TimestampToken.parse(token.generate(
                            new CMSProcessableByteArray(PKCSObjectIdentifiers.id_ct_TSTInfo, info.getEncoded()), true)
                    .toASN1Structure()
                    .getEncoded("DER"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
