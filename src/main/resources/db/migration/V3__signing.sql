-- Signing: a request holds the transcripts of one signer's slot; its sessions are the consents asked of the signing
-- service; its items are the single signatures. Secrets: only sad_sealed, encrypted by the API, and only while it is of use.

CREATE TABLE signing_request (
    school_id       uuid        NOT NULL,
    id              uuid        NOT NULL,
    slot            text        NOT NULL CHECK (slot IN ('HOMEROOM_TEACHER', 'PRINCIPAL', 'SCHOOL_SEAL')),
    signer_id       uuid        NOT NULL,
    signer_subject  text        NOT NULL,
    signer_name     text        NOT NULL,
    school_name     text        NOT NULL,
    class_name      text        NOT NULL,
    description     text        NOT NULL CHECK (length(description) <= 500),
    -- ACTIVE holds its transcripts, whether or not a session is running
    state           text        NOT NULL CHECK (state IN ('ACTIVE', 'COMPLETED', 'CANCELLED')),
    -- raised by every change that a reader can see, of the request, its sessions and its items
    version         bigint      NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL,
    closed_at       timestamptz,
    PRIMARY KEY (school_id, id),
    FOREIGN KEY (school_id, signer_id) REFERENCES staff_member (school_id, id)
);
CREATE INDEX signing_request_of_signer ON signing_request (school_id, signer_id, id DESC);

CREATE TABLE signing_session (
    school_id         uuid        NOT NULL,
    id                uuid        NOT NULL,
    request_id        uuid        NOT NULL,
    ordinal           int         NOT NULL CHECK (ordinal > 0),
    provider          text        NOT NULL,
    credential_id     text        NOT NULL,
    algorithm         text        NOT NULL,
    scal              text        NOT NULL,
    -- how the signer consents and which factors are asked for, JSON
    consent           text        NOT NULL,
    verification_code text        NOT NULL,
    items             int         NOT NULL CHECK (items > 0),
    state             text        NOT NULL,
    version           bigint      NOT NULL DEFAULT 0,
    state_since       timestamptz NOT NULL,
    failures          int         NOT NULL DEFAULT 0,
    -- when the next step may be taken; null while it is not ours to take
    due_at            timestamptz,
    lease_owner       uuid,
    lease_until       timestamptz,
    approval_handle   text,
    sad_sealed        bytea,
    sad_expires       timestamptz,
    answer_lost       boolean     NOT NULL DEFAULT false,
    response_id       text,
    end_reason        text,
    end_detail        text,
    created_at        timestamptz NOT NULL,
    PRIMARY KEY (school_id, id),
    FOREIGN KEY (school_id, request_id) REFERENCES signing_request (school_id, id),
    UNIQUE (school_id, request_id, ordinal)
);
CREATE INDEX signing_session_due ON signing_session (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE signing_item (
    school_id      uuid        NOT NULL,
    id             uuid        NOT NULL,
    request_id     uuid        NOT NULL,
    -- the session that last took it, and its place among that session's digests
    session_id     uuid        NOT NULL,
    position       int         NOT NULL CHECK (position >= 0),
    transcript_id  uuid        NOT NULL,
    revision       int         NOT NULL,
    slot           text        NOT NULL,
    label          text        NOT NULL,
    -- PREPARED, RECEIVED (raw signature stored), SIGNED (embedded), FAILED, RELEASED (given up unsigned)
    state          text        NOT NULL CHECK (state IN ('PREPARED', 'RECEIVED', 'SIGNED', 'FAILED', 'RELEASED')),
    prepared       bytea       NOT NULL,
    digest         bytea       NOT NULL,
    raw_signature  bytea,
    failure        text,
    signed_at      timestamptz,
    PRIMARY KEY (school_id, id),
    FOREIGN KEY (school_id, request_id) REFERENCES signing_request (school_id, id),
    FOREIGN KEY (school_id, session_id) REFERENCES signing_session (school_id, id),
    FOREIGN KEY (school_id, transcript_id, revision) REFERENCES locked_revision (school_id, transcript_id, revision),
    UNIQUE (school_id, request_id, transcript_id)
);
CREATE INDEX signing_item_of_session ON signing_item (school_id, session_id, position);
-- two open requests never hold one transcript, and no slot is filled twice, whatever the code above does
CREATE UNIQUE INDEX signing_item_held ON signing_item (school_id, transcript_id)
    WHERE state IN ('PREPARED', 'RECEIVED', 'FAILED');
CREATE UNIQUE INDEX signing_item_signed_once ON signing_item (school_id, transcript_id, revision, slot)
    WHERE state = 'SIGNED';

-- The XML of a locked revision: unsigned (signatures = 0) and after each slot. Rows are never changed.
CREATE TABLE signed_document (
    school_id     uuid        NOT NULL,
    id            uuid        NOT NULL,
    transcript_id uuid        NOT NULL,
    revision      int         NOT NULL,
    signatures    int         NOT NULL CHECK (signatures BETWEEN 0 AND 3),
    xml           bytea       NOT NULL,
    sha256        bytea       NOT NULL CHECK (length(sha256) = 32),
    created_at    timestamptz NOT NULL,
    PRIMARY KEY (school_id, id),
    FOREIGN KEY (school_id, transcript_id, revision) REFERENCES locked_revision (school_id, transcript_id, revision),
    UNIQUE (school_id, transcript_id, revision, signatures)
);
