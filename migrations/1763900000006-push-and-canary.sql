-- Servers that tell of news may bring a pull forward; and a patient who does not exist shows daily that alerts arrive.
-- up
-- Where a server may knock for one connection. The row holds a hash of the address' secret part, not the part itself.
CREATE TABLE push_channel (
  connection_id uuid PRIMARY KEY REFERENCES connection ON DELETE CASCADE,
  token_hash bytea NOT NULL UNIQUE,
  opened_at timestamptz NOT NULL,
  -- The last word of any kind, and the pull that the last news asked for.
  heard_at timestamptz,
  hinted_at timestamptz
);

-- Invented people and their one account: watched as everybody is, shown and counted nowhere.
ALTER TABLE patient ADD COLUMN canary boolean NOT NULL DEFAULT false;
CREATE INDEX patient_canary ON patient (name) WHERE canary;
ALTER TABLE account ADD COLUMN canary boolean NOT NULL DEFAULT false;

CREATE TABLE canary_run (
  day date PRIMARY KEY,
  started_at timestamptz NOT NULL,
  -- By when its alert has to have arrived.
  due_at timestamptz NOT NULL,
  patient_id uuid REFERENCES patient,
  arrived_at timestamptz
);

-- What the service could not do and its operator was told of; a row ends when it works again.
CREATE TABLE operator_notice (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL CHECK (kind IN ('feed', 'canary')),
  -- The source of a feed; the day of a canary run.
  subject text NOT NULL,
  since timestamptz NOT NULL,
  told_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE UNIQUE INDEX operator_notice_open ON operator_notice (kind, subject) WHERE ended_at IS NULL;

-- down
DROP TABLE operator_notice;
DROP TABLE canary_run;
ALTER TABLE account DROP COLUMN canary;
ALTER TABLE patient DROP COLUMN canary;
DROP TABLE push_channel;
