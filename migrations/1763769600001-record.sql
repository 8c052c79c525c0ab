-- What is known of a patient's imaging record: connections, pulls, snapshots, studies, flags and answers.
-- up
CREATE TABLE organization (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  -- Where the name comes from: FHIR base and logical id.
  origin text NOT NULL UNIQUE,
  name text NOT NULL,
  aliases text[] NOT NULL DEFAULT '{}',
  state text,
  city text,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- When it was compared with the filings that were there; null until then.
  matched_at timestamptz,
  rung_at timestamptz,
  rings integer NOT NULL DEFAULT 0
);
CREATE INDEX organization_unmatched ON organization (created_at) WHERE matched_at IS NULL;

CREATE TABLE connection (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patient,
  site_name text NOT NULL,
  fhir_base text NOT NULL,
  fhir_patient_id text NOT NULL,
  token_sealed bytea,
  pull_every_seconds integer NOT NULL CHECK (pull_every_seconds >= 60),
  settling_hours integer NOT NULL DEFAULT 24,
  -- What is carried from pull to pull besides the studies (domain History), and how often it changed.
  progress jsonb,
  version integer NOT NULL DEFAULT 0,
  snapshot_id uuid,
  next_pull_at timestamptz NOT NULL DEFAULT now(),
  rung_at timestamptz,
  rings integer NOT NULL DEFAULT 0,
  last_complete_at timestamptz,
  problem text,
  problem_since timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (patient_id, fhir_base, fhir_patient_id)
);
CREATE INDEX connection_due ON connection (next_pull_at);

CREATE TABLE pull (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  connection_id uuid NOT NULL REFERENCES connection,
  started_at timestamptz NOT NULL,
  finished_at timestamptz NOT NULL,
  complete boolean NOT NULL,
  incomplete text[] NOT NULL,
  refused jsonb NOT NULL,
  quarantined jsonb NOT NULL,
  study_count integer NOT NULL,
  snapshot_id uuid
);
CREATE INDEX pull_connection ON pull (connection_id, finished_at DESC);

CREATE TABLE snapshot (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  connection_id uuid NOT NULL REFERENCES connection,
  taken_at timestamptz NOT NULL,
  known jsonb NOT NULL
);
CREATE INDEX snapshot_connection ON snapshot (connection_id, taken_at DESC);

-- The studies of the latest snapshots, one row each, for pages and for joining with breaches.
CREATE TABLE study (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  connection_id uuid NOT NULL REFERENCES connection,
  patient_id uuid NOT NULL REFERENCES patient,
  organization_id uuid NOT NULL REFERENCES organization,
  key text NOT NULL,
  facts jsonb NOT NULL,
  started_on date,
  first_seen_at timestamptz NOT NULL,
  absences integer NOT NULL,
  UNIQUE (connection_id, key)
);
CREATE INDEX study_patient ON study (patient_id, started_on DESC);
CREATE INDEX study_organization ON study (organization_id, patient_id);

CREATE TABLE flag (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patient,
  connection_id uuid NOT NULL REFERENCES connection,
  study_id uuid NOT NULL REFERENCES study,
  pull_id uuid NOT NULL REFERENCES pull,
  kind text NOT NULL,
  situation text,
  level text NOT NULL,
  fields text[] NOT NULL,
  reasons text[] NOT NULL,
  evidence jsonb NOT NULL,
  before jsonb,
  after jsonb NOT NULL,
  -- Nobody is told of it before this moment and a second complete pull.
  settles_at timestamptz,
  created_at timestamptz NOT NULL
);
CREATE INDEX flag_patient ON flag (patient_id, created_at DESC);
CREATE INDEX flag_study ON flag (study_id, created_at DESC);
CREATE INDEX flag_settling ON flag (connection_id) WHERE settles_at IS NOT NULL;

-- How the settling of a flag ended: it stands, or a later pull explained it.
CREATE TABLE flag_outcome (
  flag_id uuid PRIMARY KEY REFERENCES flag,
  pull_id uuid NOT NULL REFERENCES pull,
  outcome text NOT NULL CHECK (outcome IN ('stands', 'explained')),
  at timestamptz NOT NULL
);

-- "Do you know about this?": the newest answer counts, the older ones stay.
CREATE TABLE answer (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  flag_id uuid NOT NULL REFERENCES flag,
  account_id uuid NOT NULL REFERENCES account,
  answer text NOT NULL CHECK (answer IN ('know', 'unsure', 'not-mine')),
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX answer_flag ON answer (flag_id, at DESC);

-- The calm look through the first list (S01), by whom and when.
CREATE TABLE review (
  connection_id uuid NOT NULL REFERENCES connection,
  account_id uuid NOT NULL REFERENCES account,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (connection_id, account_id)
);

-- down
DROP TABLE review;
DROP TABLE answer;
DROP TABLE flag_outcome;
DROP TABLE flag;
DROP TABLE study;
DROP TABLE snapshot;
DROP TABLE pull;
DROP TABLE connection;
DROP TABLE organization;
