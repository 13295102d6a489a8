-- Transcripts of a school: what is being written, and the revisions that were fixed for signing.

CREATE TABLE transcript (
    school_id       uuid        NOT NULL,
    id              uuid        NOT NULL,
    class_id        uuid        NOT NULL,
    school_year     text        NOT NULL,
    -- taken out of the content, for lists and for the rule that a pupil has one transcript a year
    pupil_code      text,
    pupil_name      text,
    content         jsonb       NOT NULL,
    state           text        NOT NULL,
    awaiting_slot   text,
    -- the signing request that holds the transcript
    held_by         uuid,
    -- number of the last locked revision, 0 before the first
    revision        integer     NOT NULL DEFAULT 0,
    -- the only person who may fill the principal's slot, fixed at lock
    leader_staff_id uuid,
    version         integer     NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    issued_at       timestamptz,
    PRIMARY KEY (school_id, id),
    FOREIGN KEY (school_id, class_id) REFERENCES school_class (school_id, id),
    FOREIGN KEY (school_id, leader_staff_id) REFERENCES staff_member (school_id, id),
    CHECK (CASE state
        WHEN 'DRAFT' THEN awaiting_slot IS NULL AND held_by IS NULL
        WHEN 'LOCKED' THEN awaiting_slot = 'HOMEROOM_TEACHER' AND held_by IS NULL AND revision > 0
        WHEN 'IN_SIGNING' THEN awaiting_slot IN ('HOMEROOM_TEACHER', 'PRINCIPAL', 'SCHOOL_SEAL') AND revision > 0
        WHEN 'ISSUED' THEN awaiting_slot IS NULL AND held_by IS NULL AND issued_at IS NOT NULL
        ELSE false
    END),
    CHECK (state = 'DRAFT' OR leader_staff_id IS NOT NULL)
);

CREATE UNIQUE INDEX transcript_one_per_pupil_and_year ON transcript (school_id, school_year, pupil_code);
CREATE INDEX transcript_by_class ON transcript (school_id, class_id, id);
CREATE INDEX transcript_awaiting ON transcript (school_id, awaiting_slot, id) WHERE awaiting_slot IS NOT NULL;

-- What was fixed at each lock, never changed afterwards: a signature refers to exactly one of these.
CREATE TABLE locked_revision (
    school_id       uuid        NOT NULL,
    transcript_id   uuid        NOT NULL,
    revision        integer     NOT NULL,
    transcript      jsonb       NOT NULL,
    policy          text        NOT NULL,
    leader_staff_id uuid        NOT NULL,
    locked_by       text        NOT NULL,
    locked_at       timestamptz NOT NULL,
    PRIMARY KEY (school_id, transcript_id, revision),
    FOREIGN KEY (school_id, transcript_id) REFERENCES transcript (school_id, id),
    FOREIGN KEY (school_id, leader_staff_id) REFERENCES staff_member (school_id, id)
);
