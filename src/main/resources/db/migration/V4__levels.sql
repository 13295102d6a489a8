-- Levels: what each embedded signature carries beside itself, what it shall carry, and when somebody works on it next.

-- the slot before the awaited one still waits for its level: nobody may sign yet
ALTER TABLE transcript ADD COLUMN settling boolean NOT NULL DEFAULT false;
ALTER TABLE transcript ADD CHECK (NOT settling OR (state = 'IN_SIGNING' AND held_by IS NULL));

-- edition counts what was added to the signatures; only the latest row of a revision is ever written to
ALTER TABLE signed_document ADD COLUMN edition int NOT NULL DEFAULT 0;
ALTER TABLE signed_document ADD COLUMN latest boolean NOT NULL DEFAULT true;
UPDATE signed_document d SET latest = false
 WHERE EXISTS (SELECT FROM signed_document later
                WHERE later.school_id = d.school_id AND later.transcript_id = d.transcript_id
                  AND later.revision = d.revision AND later.signatures > d.signatures);
CREATE UNIQUE INDEX signed_document_latest ON signed_document (school_id, transcript_id, revision) WHERE latest;

CREATE TABLE signature_level (
    school_id     uuid        NOT NULL,
    id            uuid        NOT NULL DEFAULT uuidv7(),
    transcript_id uuid        NOT NULL,
    revision      int         NOT NULL,
    slot          text        NOT NULL CHECK (slot IN ('HOMEROOM_TEACHER', 'PRINCIPAL', 'SCHOOL_SEAL')),
    level         text        NOT NULL CHECK (level IN ('BASELINE_B', 'BASELINE_T', 'BASELINE_LT', 'BASELINE_LTA')),
    wanted        text        NOT NULL CHECK (wanted IN ('BASELINE_B', 'BASELINE_T', 'BASELINE_LT', 'BASELINE_LTA')),
    -- WAITING: somebody works on it when due; RENEWING: likewise, for another archive timestamp; REACHED; GIVEN_UP: covered by a
    -- later signature, or its revision was returned
    state         text        NOT NULL CHECK (state IN ('WAITING', 'RENEWING', 'REACHED', 'GIVEN_UP')),
    -- from when on the next signer's turn comes without the level; null where nobody waits, or for as long as it takes
    deadline      timestamptz,
    failures      int         NOT NULL DEFAULT 0,
    last_failure  text,
    due_at        timestamptz CHECK ((due_at IS NOT NULL) = (state IN ('WAITING', 'RENEWING'))),
    lease_owner   uuid,
    lease_until   timestamptz,
    -- until when the newest archive timestamp is believed by its certificate and algorithms
    archive_until timestamptz,
    archived_at   timestamptz,
    renewals      int         NOT NULL DEFAULT 0,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    PRIMARY KEY (school_id, id),
    FOREIGN KEY (school_id, transcript_id, revision) REFERENCES locked_revision (school_id, transcript_id, revision),
    UNIQUE (school_id, transcript_id, revision, slot)
);
-- a teacher's signature holds up the principal, so it comes first
CREATE INDEX signature_level_due ON signature_level ((slot <> 'HOMEROOM_TEACHER'), due_at) WHERE due_at IS NOT NULL;
CREATE INDEX signature_level_archive ON signature_level (archive_until) WHERE state = 'REACHED';

-- signatures from before this table stay as they are
INSERT INTO signature_level (school_id, transcript_id, revision, slot, level, wanted, state, created_at, updated_at)
SELECT school_id, transcript_id, revision, slot, 'BASELINE_B', 'BASELINE_B', 'REACHED', signed_at, signed_at
  FROM signing_item WHERE state = 'SIGNED';
