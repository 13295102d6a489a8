package vn.hocba.signing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.remotesigning.Scal;

/** Row of {@code signing_session}; read only, see {@link SessionMoves} and {@link SessionQueue} for the writes. */
@Entity
@Immutable
@Table(name = "signing_session")
@IdClass(RowKey.class)
class SigningSessionEntity {
    @Id
    @Column(name = "school_id")
    UUID schoolId;

    @Id
    UUID id;

    @Column(name = "request_id")
    UUID requestId;

    int ordinal;
    String provider;

    @Column(name = "credential_id")
    String credentialId;

    @Enumerated(EnumType.STRING)
    SignatureAlgorithm algorithm;

    @Enumerated(EnumType.STRING)
    Scal scal;

    String consent;

    @Column(name = "verification_code")
    String verificationCode;

    int items;

    @Column(name = "order_size")
    int orderSize;

    int received;

    @Enumerated(EnumType.STRING)
    SessionColumns.StateName state;

    long version;

    @Column(name = "state_since")
    Instant stateSince;

    int failures;

    @Column(name = "useless_answers")
    int uselessAnswers;

    @Column(name = "due_at")
    @Nullable
    Instant dueAt;

    @Column(name = "approval_handle")
    @Nullable
    String approvalHandle;

    @Column(name = "challenge_id")
    @Nullable
    String challengeId;

    @Column(name = "sad_sealed")
    byte @Nullable [] sadSealed;

    @Column(name = "sad_expires")
    @Nullable
    Instant sadExpires;

    @Column(name = "answer_lost")
    boolean answerLost;

    @Column(name = "response_id")
    @Nullable
    String responseId;

    @Column(name = "end_reason")
    @Nullable
    String endReason;

    @Column(name = "end_detail")
    @Nullable
    String endDetail;

    @Column(name = "created_at")
    Instant createdAt;

    static SigningSessionEntity of(RowKey request, NewSession session) {
        var row = new SigningSessionEntity();
        row.schoolId = request.schoolId();
        row.id = session.id();
        row.requestId = request.id();
        row.ordinal = session.ordinal();
        row.provider = session.credential().provider().value();
        row.credentialId = session.credential().credential().value();
        row.algorithm = session.algorithm();
        row.consent = session.consent();
        row.verificationCode = session.code().digits();
        row.items = session.items().size();
        row.orderSize = session.orderSize();
        row.state = session.state();
        row.stateSince = session.createdAt();
        row.dueAt = session.dueAt();
        row.createdAt = session.createdAt();
        return row;
    }
}
