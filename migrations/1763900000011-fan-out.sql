-- Telling patients of a match is work of its own: a row that says what, from when and how far it came, so that a match of
-- a million patients is told piece by piece, and what was said can be taken back from those who were told.
-- up
ALTER TABLE match
  DROP CONSTRAINT match_outcome_check,
  -- None: a later row that ends the match.
  ADD CONSTRAINT match_outcome_check CHECK (outcome IN ('named', 'vendor', 'possible', 'none')),
  -- The order in which they were written; the last of a pair counts.
  ADD COLUMN seq bigint GENERATED ALWAYS AS IDENTITY,
  -- A person's word, which no rule overrules.
  ADD COLUMN decided boolean NOT NULL DEFAULT false;
DROP INDEX match_pair;
CREATE INDEX match_pair ON match (filing_id, organization_id, seq DESC);

-- It never happened, or was taken back by those who reported it.
ALTER TABLE breach ADD COLUMN withdrawn_at timestamptz;
CREATE INDEX filing_breach ON filing (breach_id);

CREATE TABLE fan_out (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  match_id uuid NOT NULL REFERENCES match,
  organization_id uuid NOT NULL REFERENCES organization,
  breach_id uuid NOT NULL REFERENCES breach,
  -- What it tells; S15 takes back what the others told.
  situation text NOT NULL,
  level text NOT NULL,
  -- Patients with a study up to this day are told; null means all.
  held_until date,
  -- From when patients may be told, and what it waits for until then.
  due_at timestamptz NOT NULL,
  waits_for text CHECK (waits_for IN ('review', 'second-source')),
  -- The last patient who was reached, in the order of their ids, and when everybody was.
  reached uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
  done_at timestamptz,
  created_at timestamptz NOT NULL,
  rung_at timestamptz,
  rings integer NOT NULL DEFAULT 0
);
CREATE INDEX fan_out_due ON fan_out (due_at) WHERE done_at IS NULL;
CREATE INDEX fan_out_place ON fan_out (organization_id, breach_id);
CREATE INDEX fan_out_match ON fan_out (match_id);
CREATE TRIGGER fan_out_rings AFTER INSERT OR UPDATE OF due_at ON fan_out FOR EACH STATEMENT EXECUTE FUNCTION ring_doorbell();

-- What an exposure said until then: the exposure itself says what holds now.
CREATE TABLE exposure_revision (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  exposure_id uuid NOT NULL REFERENCES exposure,
  match_id uuid NOT NULL REFERENCES match,
  situation text NOT NULL,
  level text NOT NULL,
  ended_at timestamptz NOT NULL
);
CREATE INDEX exposure_revision_exposure ON exposure_revision (exposure_id, ended_at DESC);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON exposure_revision FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON exposure_revision FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- A piece of a fan-out is a range of patients, in the index alone.
DROP INDEX study_organization;
CREATE INDEX study_organization ON study (organization_id, patient_id) INCLUDE (started_on);
CREATE INDEX exposure_breach ON exposure (breach_id, organization_id, patient_id);
CREATE INDEX notification_exposure ON notification (exposure_id) WHERE exposure_id IS NOT NULL;

-- What filings read before these facts were known by do not say.
UPDATE filing SET facts = '{"discovered": null, "informationTypes": []}' || facts WHERE NOT facts ? 'informationTypes';

-- What is matched already: whoever was told finds it told, and whoever comes later is told by these rows.
INSERT INTO fan_out (match_id, organization_id, breach_id, situation, level, held_until, due_at, created_at)
SELECT newest.id, newest.organization_id, filing.breach_id,
  CASE newest.outcome WHEN 'named' THEN 'S12' WHEN 'vendor' THEN 'S14' ELSE 'S13' END,
  coalesce(said.level, CASE WHEN (filing.facts ->> 'submitted')::date < current_date - 180 THEN 'quiet' WHEN newest.outcome = 'named' THEN 'act soon' ELSE 'check' END),
  coalesce(filing.facts ->> 'breachEnd', filing.facts ->> 'submitted')::date, newest.at, newest.at
FROM (SELECT DISTINCT ON (filing_id, organization_id) * FROM match ORDER BY filing_id, organization_id, seq DESC) AS newest
  JOIN filing ON filing.id = newest.filing_id
  LEFT JOIN LATERAL (SELECT exposure.level FROM exposure WHERE exposure.match_id = newest.id LIMIT 1) AS said ON true;

-- down
DROP INDEX notification_exposure;
DROP INDEX exposure_breach;
DROP INDEX study_organization;
CREATE INDEX study_organization ON study (organization_id, patient_id);
DROP TABLE exposure_revision;
DROP TABLE fan_out;
DROP INDEX filing_breach;
ALTER TABLE breach DROP COLUMN withdrawn_at;
DROP INDEX match_pair;
-- Without the words for it, a match that was ended is one that is only possible.
ALTER TABLE match DISABLE TRIGGER append_only;
UPDATE match SET outcome = 'possible' WHERE outcome = 'none';
ALTER TABLE match ENABLE TRIGGER append_only;
ALTER TABLE match
  DROP COLUMN decided,
  DROP COLUMN seq,
  DROP CONSTRAINT match_outcome_check,
  ADD CONSTRAINT match_outcome_check CHECK (outcome IN ('named', 'vendor', 'possible'));
CREATE INDEX match_pair ON match (filing_id, organization_id, at DESC);
