-- People say that a scan is to come, so that it is no surprise when it does; and what each rule asks is counted.
-- up
CREATE TABLE expectation (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patient,
  account_id uuid NOT NULL REFERENCES account,
  first_day date NOT NULL,
  last_day date NOT NULL,
  -- Null where the person does not know.
  kind text,
  place text,
  said_at timestamptz NOT NULL,
  taken_back_at timestamptz,
  -- The scan that it became: it speaks for no other.
  study_id uuid REFERENCES study,
  CHECK (last_day BETWEEN first_day AND first_day + 6)
);
CREATE INDEX expectation_patient ON expectation (patient_id, last_day DESC) WHERE taken_back_at IS NULL;
CREATE INDEX expectation_study ON expectation (study_id) WHERE study_id IS NOT NULL;

-- What the operator reads of the rules goes by time over all patients.
CREATE INDEX flag_told ON flag (created_at) WHERE situation IS NOT NULL;

-- down
DROP INDEX flag_told;
DROP TABLE expectation;
