-- How many archive timestamps renewals have made is a sum over these rows only.

CREATE INDEX signature_level_renewed ON signature_level (renewals) WHERE renewals > 0;
