-- Compressing a document takes lz4 a fraction of pglz's time; a server that was built without it keeps its own way.
DO $$
BEGIN
    ALTER TABLE signed_document ALTER COLUMN xml SET COMPRESSION lz4;
    ALTER TABLE signing_item ALTER COLUMN prepared SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    NULL;
END
$$;
