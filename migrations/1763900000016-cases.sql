-- What follows a "not mine" or a breach: its steps, letters, notes, replies and outcome. Each word is a row of its own, and
-- the newest counts; `number` tells the order of those of one moment.
-- up
CREATE TABLE patient_case (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patient ON DELETE CASCADE,
  -- What it follows from: a cause has one case, which can be closed and taken up again.
  flag_id uuid UNIQUE REFERENCES flag ON DELETE CASCADE,
  study_id uuid UNIQUE REFERENCES study ON DELETE CASCADE,
  exposure_id uuid UNIQUE REFERENCES exposure ON DELETE CASCADE,
  -- As it was when the case was opened.
  situation text NOT NULL,
  level text NOT NULL,
  -- Keys of the steps in the order in which they help: later wordings do not change what was done.
  steps text[] NOT NULL,
  account_id uuid NOT NULL REFERENCES account,
  opened_at timestamptz NOT NULL,
  CONSTRAINT case_one_cause CHECK (num_nonnulls(flag_id, study_id, exposure_id) = 1)
);
CREATE INDEX patient_case_patient ON patient_case (patient_id, opened_at DESC);

CREATE TABLE case_step (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES patient_case ON DELETE CASCADE,
  step text NOT NULL,
  state text NOT NULL CHECK (state IN ('done', 'skipped', 'not-now', 'open')),
  until date,
  account_id uuid NOT NULL REFERENCES account,
  at timestamptz NOT NULL,
  CONSTRAINT case_step_until CHECK ((state = 'not-now') = (until IS NOT NULL))
);
CREATE INDEX case_step_case ON case_step (case_id);

-- A letter that was sent, with the days in which the rule that held then asks for an answer.
CREATE TABLE case_request (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  case_id uuid NOT NULL REFERENCES patient_case ON DELETE CASCADE,
  kind text NOT NULL,
  recipient text NOT NULL,
  sent_on date NOT NULL,
  answer_days integer,
  more_days integer,
  account_id uuid NOT NULL REFERENCES account,
  at timestamptz NOT NULL,
  CONSTRAINT case_request_days CHECK ((answer_days IS NULL) = (more_days IS NULL))
);
CREATE INDEX case_request_case ON case_request (case_id);

-- What became of it.
CREATE TABLE case_request_word (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  request_id uuid NOT NULL REFERENCES case_request ON DELETE CASCADE,
  what text NOT NULL CHECK (what IN ('received', 'extended', 'answered', 'waiting', 'mistaken')),
  on_day date NOT NULL,
  account_id uuid NOT NULL REFERENCES account,
  at timestamptz NOT NULL
);
CREATE INDEX case_request_word_request ON case_request_word (request_id);

CREATE TABLE case_note (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES patient_case ON DELETE CASCADE,
  words text NOT NULL,
  account_id uuid NOT NULL REFERENCES account,
  at timestamptz NOT NULL
);
CREATE INDEX case_note_case ON case_note (case_id);

-- A letter or a photo that came back, byte for byte.
CREATE TABLE case_reply (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  case_id uuid NOT NULL REFERENCES patient_case ON DELETE CASCADE,
  type text NOT NULL CHECK (type IN ('application/pdf', 'image/jpeg', 'image/png')),
  bytes bytea NOT NULL,
  sha256 text NOT NULL,
  account_id uuid NOT NULL REFERENCES account,
  at timestamptz NOT NULL,
  -- The same file is kept once.
  UNIQUE (case_id, sha256)
);

-- What the help line of a breach letter said.
CREATE TABLE case_answer (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES patient_case ON DELETE CASCADE,
  question text NOT NULL CHECK (question IN ('about-me', 'scans', 'ai')),
  answer text NOT NULL CHECK (answer IN ('yes', 'no', 'not-said')),
  account_id uuid NOT NULL REFERENCES account,
  at timestamptz NOT NULL
);
CREATE INDEX case_answer_case ON case_answer (case_id);

-- The help that a breach letter offers, and until when one can take it.
CREATE TABLE case_offer (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES patient_case ON DELETE CASCADE,
  code text,
  enrol_by date,
  account_id uuid NOT NULL REFERENCES account,
  at timestamptz NOT NULL
);
CREATE INDEX case_offer_case ON case_offer (case_id);

-- How it ended, and that it was taken up again.
CREATE TABLE case_outcome (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES patient_case ON DELETE CASCADE,
  outcome text NOT NULL,
  account_id uuid NOT NULL REFERENCES account,
  at timestamptz NOT NULL
);
CREATE INDEX case_outcome_case ON case_outcome (case_id);

ALTER TABLE notification ADD COLUMN case_id uuid REFERENCES patient_case ON DELETE CASCADE;
ALTER TABLE notification ADD COLUMN request_id uuid REFERENCES case_request ON DELETE CASCADE;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['patient_case', 'case_step', 'case_request', 'case_request_word', 'case_note', 'case_reply', 'case_answer', 'case_offer', 'case_outcome'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()', name);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()', name);
  END LOOP;
END $$;

-- down
ALTER TABLE notification DROP COLUMN request_id;
ALTER TABLE notification DROP COLUMN case_id;
DROP TABLE case_outcome;
DROP TABLE case_offer;
DROP TABLE case_answer;
DROP TABLE case_reply;
DROP TABLE case_note;
DROP TABLE case_request_word;
DROP TABLE case_request;
DROP TABLE case_step;
DROP TABLE patient_case;
