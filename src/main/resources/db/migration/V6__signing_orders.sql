-- One consent may be served by several orders, where a service takes fewer digests in one than a consent covers.

ALTER TABLE signing_session
    -- most digests in one order
    ADD COLUMN order_size int NOT NULL DEFAULT 2000 CHECK (order_size > 0),
    -- signatures that have come: those of the items at the positions before
    ADD COLUMN received   int NOT NULL DEFAULT 0 CHECK (received >= 0);
