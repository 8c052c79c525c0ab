-- Names that an office gave up stay, with who took them off and when; and who said how many patients it has. What each summary
-- shows stands beside it in brief, for the summaries of the year after it.
-- up
ALTER TABLE provider_organization
  DROP CONSTRAINT provider_organization_pkey,
  ADD COLUMN id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  ADD COLUMN ended_at timestamptz,
  ADD COLUMN ended_by uuid REFERENCES account;
-- A name is one office's at a time.
CREATE UNIQUE INDEX provider_organization_taken ON provider_organization (organization_id) WHERE ended_at IS NULL;
-- The names under which records of offices stand now.
CREATE VIEW taken_organization AS
  SELECT provider_id, organization_id FROM provider_organization WHERE ended_at IS NULL;

ALTER TABLE provider
  ADD COLUMN patients_by uuid REFERENCES account,
  ADD COLUMN patients_at timestamptz;
-- The counts of `figures` alone, by name; null where they are.
ALTER TABLE summary ADD COLUMN shown jsonb;
COMMENT ON COLUMN summary.counts IS 'What was counted exactly, for a correction to go by; never shown.';

-- down
ALTER TABLE summary DROP COLUMN shown;
COMMENT ON COLUMN summary.counts IS NULL;
ALTER TABLE provider DROP COLUMN patients_by, DROP COLUMN patients_at;
DROP VIEW taken_organization;
DROP INDEX provider_organization_taken;
DELETE FROM provider_organization WHERE ended_at IS NOT NULL;
ALTER TABLE provider_organization
  DROP COLUMN id, DROP COLUMN ended_at, DROP COLUMN ended_by,
  ADD CONSTRAINT provider_organization_pkey PRIMARY KEY (organization_id);
