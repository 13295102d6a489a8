package vn.hocba.verification.attacks;

import java.util.List;
import java.util.stream.Stream;

/** All attack files. */
final class AttackFiles {

    static final List<Attack> ALL = Stream.of(
                    XmlAttacks.all(),
                    WrappingAttacks.all(),
                    ReferenceAttacks.all(),
                    PropertiesAttacks.all(),
                    AlgorithmAttacks.all(),
                    CertificateAttacks.all(),
                    TimestampAttacks.all(),
                    LongTermAttacks.all())
            .flatMap(List::stream)
            .toList();

    private AttackFiles() {}
}
