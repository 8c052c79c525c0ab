-- The breach feeds as read, their filings with every revision, and what they have to do with whom.
-- up
CREATE TABLE feed (
  source text PRIMARY KEY,
  next_read_at timestamptz,
  rung_at timestamptz,
  rings integer NOT NULL DEFAULT 0,
  last_read_at timestamptz,
  problem text,
  problem_since timestamptz
);

CREATE TABLE feed_read (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  source text NOT NULL REFERENCES feed,
  read_at timestamptz NOT NULL,
  accepted boolean NOT NULL,
  problem text,
  -- [{name, sha256}], the bytes themselves are in feed_file.
  files jsonb NOT NULL,
  rows integer NOT NULL,
  rejected jsonb NOT NULL
);
CREATE INDEX feed_read_source ON feed_read (source, read_at DESC);

-- Raw bytes as they came, once for each content.
CREATE TABLE feed_file (
  sha256 text PRIMARY KEY,
  bytes bytea NOT NULL,
  first_read_at timestamptz NOT NULL
);

CREATE TABLE breach (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE filing (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  source text NOT NULL REFERENCES feed,
  breach_id uuid NOT NULL REFERENCES breach,
  -- The row as the feed has it, by column, and the filing read from it.
  row jsonb NOT NULL,
  facts jsonb NOT NULL,
  first_read_id uuid NOT NULL REFERENCES feed_read,
  gone_at timestamptz
);
CREATE INDEX filing_source ON filing (source) WHERE gone_at IS NULL;

CREATE TABLE filing_revision (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  filing_id uuid NOT NULL REFERENCES filing,
  feed_read_id uuid NOT NULL REFERENCES feed_read,
  kind text NOT NULL,
  changed jsonb NOT NULL,
  row jsonb,
  at timestamptz NOT NULL
);
CREATE INDEX filing_revision_filing ON filing_revision (filing_id, at DESC);

CREATE TABLE match (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  filing_id uuid NOT NULL REFERENCES filing,
  organization_id uuid NOT NULL REFERENCES organization,
  outcome text NOT NULL CHECK (outcome IN ('named', 'vendor', 'possible')),
  score real NOT NULL,
  reasons text[] NOT NULL,
  rules_version text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX match_pair ON match (filing_id, organization_id, at DESC);
CREATE INDEX match_organization ON match (organization_id);

CREATE TABLE exposure (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patient,
  organization_id uuid NOT NULL REFERENCES organization,
  breach_id uuid NOT NULL REFERENCES breach,
  match_id uuid NOT NULL REFERENCES match,
  situation text NOT NULL,
  level text NOT NULL,
  created_at timestamptz NOT NULL,
  UNIQUE (patient_id, organization_id, breach_id)
);

-- A possible match: the patient's own word settles whether the organization is theirs.
CREATE TABLE exposure_answer (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  exposure_id uuid NOT NULL REFERENCES exposure,
  account_id uuid NOT NULL REFERENCES account,
  answer text NOT NULL CHECK (answer IN ('know', 'not-mine')),
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX exposure_answer_exposure ON exposure_answer (exposure_id, at DESC);

-- down
DROP TABLE exposure_answer;
DROP TABLE exposure;
DROP TABLE match;
DROP TABLE filing_revision;
DROP TABLE filing;
DROP TABLE breach;
DROP TABLE feed_file;
DROP TABLE feed_read;
DROP TABLE feed;
