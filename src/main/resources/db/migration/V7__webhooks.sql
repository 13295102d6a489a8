-- Webhooks: who wants to be told of a school's events, and what is still to be told.

CREATE TABLE webhook_endpoint (
    school_id       uuid        NOT NULL REFERENCES school (id),
    id              uuid        NOT NULL,
    url             text        NOT NULL CHECK (length(url) <= 1000),
    description     text        CHECK (length(description) <= 200),
    -- all, if empty
    event_types     text[]      NOT NULL,
    secret_sealed   bytea       NOT NULL,
    -- the secret before, which signs as well until then
    previous_sealed bytea,
    previous_until  timestamptz,
    -- failed attempts since the last that succeeded; while it rests, it is not called at all
    failures        int         NOT NULL DEFAULT 0,
    rest_until      timestamptz,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (school_id, id),
    CHECK ((previous_sealed IS NULL) = (previous_until IS NULL))
);

-- The outbox: one row for each event and receiver, written in the transaction in which the event happens.
CREATE TABLE webhook_delivery (
    school_id       uuid        NOT NULL,
    id              uuid        NOT NULL DEFAULT uuidv7(),
    endpoint_id     uuid        NOT NULL,
    -- the same at every attempt and every receiver
    event_id        uuid        NOT NULL,
    event_type      text        NOT NULL,
    -- what is sent, to the byte
    body            text        NOT NULL,
    state           text        NOT NULL CHECK (state IN ('WAITING', 'DELIVERED', 'DEAD')),
    attempts        int         NOT NULL DEFAULT 0,
    due_at          timestamptz CHECK ((due_at IS NOT NULL) = (state = 'WAITING')),
    give_up_at      timestamptz NOT NULL,
    lease_owner     uuid,
    lease_until     timestamptz,
    last_status     int,
    last_failure    text,
    last_attempt_at timestamptz,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (school_id, id),
    FOREIGN KEY (school_id, endpoint_id) REFERENCES webhook_endpoint (school_id, id) ON DELETE CASCADE,
    UNIQUE (school_id, endpoint_id, event_id)
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (school_id, endpoint_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX webhook_delivery_listed ON webhook_delivery (school_id, endpoint_id, id DESC);
CREATE INDEX webhook_delivery_given_up ON webhook_delivery (give_up_at) WHERE due_at IS NOT NULL;
CREATE INDEX webhook_delivery_old ON webhook_delivery (created_at) WHERE due_at IS NULL;

-- the body of this response shows a secret, and is encrypted
ALTER TABLE idempotent_response ADD COLUMN sealed boolean NOT NULL DEFAULT false;
