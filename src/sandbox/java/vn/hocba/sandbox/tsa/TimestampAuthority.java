package vn.hocba.sandbox.tsa;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cmp.PKIFreeText;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.Accuracy;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import vn.hocba.sandbox.ca.SandboxCa.ServiceKeys;
import vn.hocba.sandbox.ca.ServiceKey;
import vn.hocba.sandbox.faults.Fault;
import vn.hocba.sandbox.faults.FaultKind;

/**
 * Answers timestamp requests: the time to the millisecond, accurate to a second. Builds its tokens itself, since the
 * library refuses to make those that faults ask for.
 */
final class TimestampAuthority {

    private static final Accuracy ONE_SECOND = new Accuracy(new ASN1Integer(1), null, null);
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSS").withZone(ZoneOffset.UTC);
    private static final Pattern TRAILING_ZEROS = Pattern.compile("(\\.0)?0*$");

    private final ServiceKeys keys;
    // begins where no earlier run of the sandbox got to
    private final AtomicLong serialNumbers = new AtomicLong(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));

    TimestampAuthority(ServiceKeys keys) {
        this.keys = keys;
    }

    /** The TimeStampResp to a TimeStampReq, DER. */
    byte[] answer(byte[] request, Optional<Fault> fault) {
        try {
            Wanted wanted = Wanted.read(request);
            if (fault.isPresent() && fault.get().kind() == FaultKind.REFUSAL) {
                return rejection(fault.get().failInfo().flatMap(FailInfo::named).orElse(FailInfo.SYSTEM_FAILURE));
            }
            ContentInfo token = token(wanted.misread(fault), keys.with(fault));
            return encoded(new TimeStampResp(new PKIStatusInfo(PKIStatus.granted), token));
        } catch (TimestampRefused refused) {
            return rejection(refused.reason());
        } catch (CMSException | OperatorCreationException | GeneralSecurityException | IOException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private ContentInfo token(Wanted wanted, ServiceKey key)
            throws CMSException, OperatorCreationException, GeneralSecurityException, IOException {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(
                        new JcaDigestCalculatorProviderBuilder().build())
                .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(boundTo(key.certificate())))
                .build(key.signer(), key.certificate()));
        if (wanted.certificates()) {
            generator.addCertificates(new JcaCertStore(key.chain()));
        }
        byte[] info = content(wanted, key.certificate()).getEncoded(ASN1Encoding.DER);
        return generator
                .generate(new CMSProcessableByteArray(PKCSObjectIdentifiers.id_ct_TSTInfo, info), true)
                .toASN1Structure();
    }

    private TSTInfo content(Wanted wanted, X509Certificate certificate) {
        return new TSTInfo(
                Wanted.POLICY,
                wanted.imprint(),
                new ASN1Integer(serialNumbers.incrementAndGet()),
                time(Instant.now()),
                ONE_SECOND,
                ASN1Boolean.FALSE,
                wanted.nonce().map(ASN1Integer::new).orElse(null),
                new GeneralName(X500Name.getInstance(
                        certificate.getSubjectX500Principal().getEncoded())),
                null);
    }

    /** RFC 3161 wants fractions of a second without trailing zeros. */
    private static ASN1GeneralizedTime time(Instant instant) {
        String exact = MILLISECONDS.format(instant);
        return new ASN1GeneralizedTime(TRAILING_ZEROS.matcher(exact).replaceFirst("") + "Z");
    }

    /** The signed attribute by which RFC 5816 binds the token to its certificate. */
    private static AttributeTable boundTo(X509Certificate certificate) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return new AttributeTable(new DERSet(new Attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                new DERSet(new SigningCertificateV2(new ESSCertIDv2(digest))))));
    }

    private static byte[] rejection(FailInfo reason) {
        return encoded(new TimeStampResp(
                new PKIStatusInfo(PKIStatus.rejection, new PKIFreeText(reason.wireName()), reason.asn1()), null));
    }

    private static byte[] encoded(TimeStampResp response) {
        try {
            return response.getEncoded(ASN1Encoding.DER);
        } catch (IOException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
