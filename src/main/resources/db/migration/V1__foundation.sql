-- Successful responses of writes that carried an Idempotency-Key. A system table: its scope is the account, which may
-- belong to no school.
CREATE TABLE idempotent_response (
    organisation    text        NOT NULL,
    subject         text        NOT NULL,
    idempotency_key text        NOT NULL,
    fingerprint     text        NOT NULL,
    status          integer     NOT NULL,
    location        text,
    etag            text,
    body            text,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (organisation, subject, idempotency_key)
);
CREATE INDEX idempotent_response_age ON idempotent_response (created_at);

-- Schools. A system table: it is the root that school data hangs on.
CREATE TABLE school (
    id              uuid        PRIMARY KEY,
    code            text        NOT NULL UNIQUE,
    department_code text        NOT NULL,
    name            text        NOT NULL,
    place           text        NOT NULL,
    tax_code        text        NOT NULL,
    level           text        NOT NULL,
    created_at      timestamptz NOT NULL
);

CREATE TABLE staff_member (
    school_id       uuid        NOT NULL REFERENCES school (id),
    id              uuid        NOT NULL,
    account_id      text        NOT NULL,
    full_name       text        NOT NULL,
    personal_number text        NOT NULL,
    title           text        NOT NULL,
    roles           text[]      NOT NULL,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (school_id, id),
    UNIQUE (school_id, account_id)
);

CREATE TABLE school_class (
    school_id           uuid        NOT NULL REFERENCES school (id),
    id                  uuid        NOT NULL,
    grade               integer     NOT NULL CHECK (grade BETWEEN 1 AND 12),
    name                text        NOT NULL,
    school_year         text        NOT NULL,
    homeroom_teacher_id uuid        NOT NULL,
    version             integer     NOT NULL,
    created_at          timestamptz NOT NULL,
    PRIMARY KEY (school_id, id),
    UNIQUE (school_id, school_year, name),
    FOREIGN KEY (school_id, homeroom_teacher_id) REFERENCES staff_member (school_id, id)
);
CREATE INDEX school_class_teacher ON school_class (school_id, homeroom_teacher_id);

-- staff_id absent: the school's seal
CREATE TABLE credential_binding (
    school_id     uuid        NOT NULL REFERENCES school (id),
    id            uuid        NOT NULL,
    staff_id      uuid,
    provider      text        NOT NULL,
    credential_id text        NOT NULL,
    valid_from    timestamptz NOT NULL,
    valid_until   timestamptz,
    created_at    timestamptz NOT NULL,
    PRIMARY KEY (school_id, id),
    FOREIGN KEY (school_id, staff_id) REFERENCES staff_member (school_id, id),
    CHECK (valid_until IS NULL OR valid_until > valid_from)
);
CREATE INDEX credential_binding_holder ON credential_binding (school_id, staff_id);

-- Who did what to which subject, and why. sequence has no gaps within a school; hash covers previous_hash.
CREATE TABLE audit_entry (
    school_id     uuid        NOT NULL REFERENCES school (id),
    id            uuid        NOT NULL DEFAULT uuidv7(),
    sequence      bigint      NOT NULL,
    subject_type  text        NOT NULL,
    subject_id    uuid        NOT NULL,
    action        text        NOT NULL,
    actor         text        NOT NULL,
    actor_name    text        NOT NULL,
    reason        text,
    at            timestamptz NOT NULL,
    previous_hash bytea       NOT NULL,
    hash          bytea       NOT NULL,
    PRIMARY KEY (school_id, id),
    UNIQUE (school_id, sequence)
);
CREATE INDEX audit_entry_subject ON audit_entry (school_id, subject_type, subject_id, sequence);

-- End of each school's chain: the row that serialises its writers.
CREATE TABLE audit_chain (
    school_id uuid   PRIMARY KEY REFERENCES school (id),
    sequence  bigint NOT NULL,
    hash      bytea  NOT NULL
);

CREATE FUNCTION audit_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit entries are append-only';
END
$$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_append_only();
