-- Each row as its feed published it, by a name: a poll of thousands of rows that stand as they stood needs none of their cells.
-- up
-- SHA-256 in base64 of the view and the cells, each ended by a zero byte; null where the row is compared by its cells.
ALTER TABLE filing ADD COLUMN published text;
UPDATE filing SET published = encode(sha256(
  convert_to(filing.row ->> 'view', 'UTF8') || '\x00'::bytea || coalesce((
    SELECT string_agg(convert_to(cell, 'UTF8') || '\x00'::bytea, ''::bytea ORDER BY place)
    FROM jsonb_array_elements_text(filing.row -> 'cells') WITH ORDINALITY AS cells (cell, place)), ''::bytea)), 'base64')
WHERE jsonb_typeof(filing.row -> 'cells') = 'array' AND filing.row ? 'view';

-- The newest day of a feed, and what was filed within some days of another.
CREATE INDEX filing_submitted ON filing ((facts ->> 'submitted')) WHERE gone_at IS NULL;

-- down
DROP INDEX filing_submitted;
ALTER TABLE filing DROP COLUMN published;
