-- Who else may see a record: what part of it, since whose word, and what they looked at. Every page of a record reads
-- through the functions `seen_…`: they give what one reader may see, and nothing to whoever has no grant.
-- up
ALTER TABLE patient ADD COLUMN birth_date date;

ALTER TABLE patient_grant
  -- Connections; null is all of them, also those to come.
  ADD COLUMN places uuid[],
  -- null is all of them. A helper never sees the words of reports, whatever stands here.
  ADD COLUMN kinds text[] CHECK (kinds <@ ARRAY['scans', 'reports', 'breaches', 'cases']),
  -- On what a representative's right rests: the patient's own word, or an authority with a proof on file.
  ADD COLUMN authority text CHECK (authority IN ('patient', 'parent', 'guardian', 'attorney', 'estate')),
  ADD COLUMN granted_by uuid REFERENCES account,
  ADD COLUMN consent_version text,
  ADD COLUMN consent_text text,
  ADD COLUMN revoked_by uuid REFERENCES account;

CREATE TABLE invitation (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patient,
  invited_by uuid NOT NULL REFERENCES account,
  email text NOT NULL CHECK (email = lower(email)),
  -- As the patient calls this person.
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('representative', 'helper')),
  places uuid[],
  kinds text[] CHECK (kinds <@ ARRAY['scans', 'reports', 'breaches', 'cases']),
  -- Until when the grant will hold; null is until it is taken back.
  valid_until timestamptz,
  consent_version text NOT NULL,
  consent_text text NOT NULL,
  token_hash bytea NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  accepted_by uuid REFERENCES account,
  declined_at timestamptz,
  withdrawn_at timestamptz
);
CREATE INDEX invitation_patient ON invitation (patient_id);

-- What a patient keeps to themselves: nobody else is shown it, nor that there is something. Shown again by `shown_at`.
CREATE TABLE hidden_item (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  patient_id uuid NOT NULL REFERENCES patient,
  connection_id uuid REFERENCES connection,
  study_id uuid REFERENCES study,
  exposure_id uuid REFERENCES exposure,
  hidden_at timestamptz NOT NULL DEFAULT now(),
  shown_at timestamptz,
  CHECK (num_nonnulls(connection_id, study_id, exposure_id) = 1)
);
CREATE INDEX hidden_item_patient ON hidden_item (patient_id) WHERE shown_at IS NULL;

-- What somebody else looked at or did in a record. `route` is the route as the program names it, without ids.
CREATE TABLE access_event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  patient_id uuid NOT NULL REFERENCES patient,
  account_id uuid NOT NULL REFERENCES account,
  role text NOT NULL,
  what text NOT NULL CHECK (what IN ('view', 'act')),
  route text NOT NULL,
  -- Of the study, flag, exposure, case … that the route names; null where it names none.
  item uuid,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX access_event_patient ON access_event (patient_id, at DESC);

-- Somebody states that a person is in their care. Until an operator accepts the proof they see what a helper sees.
CREATE TABLE care_claim (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL REFERENCES account,
  patient_id uuid NOT NULL REFERENCES patient,
  authority text NOT NULL CHECK (authority IN ('parent', 'guardian', 'attorney', 'estate')),
  proof bytea NOT NULL,
  proof_type text NOT NULL CHECK (proof_type IN ('application/pdf', 'image/jpeg', 'image/png')),
  stated_at timestamptz NOT NULL DEFAULT now(),
  decided_at timestamptz,
  decided_by uuid REFERENCES account,
  accepted boolean,
  CHECK ((decided_at IS NULL) = (accepted IS NULL))
);
CREATE INDEX care_claim_open ON care_claim (stated_at) WHERE decided_at IS NULL;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON access_event FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON access_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- The grants that hold now. The one place that says so in SQL.
CREATE VIEW active_grant AS
  SELECT * FROM patient_grant
  WHERE revoked_at IS NULL AND valid_from <= now() AND (valid_until IS NULL OR valid_until > now());

CREATE FUNCTION seen_connection(reader uuid) RETURNS SETOF connection LANGUAGE sql STABLE AS $$
  SELECT connection.* FROM active_grant JOIN connection ON connection.patient_id = active_grant.patient_id
  WHERE active_grant.account_id = reader
    AND (active_grant.places IS NULL OR connection.id = ANY (active_grant.places))
    AND (active_grant.role = 'self' OR NOT EXISTS (
      SELECT FROM hidden_item WHERE hidden_item.connection_id = connection.id AND hidden_item.shown_at IS NULL))
$$;

CREATE FUNCTION seen_study(reader uuid) RETURNS SETOF study LANGUAGE sql STABLE AS $$
  SELECT study.* FROM active_grant JOIN study ON study.patient_id = active_grant.patient_id
  WHERE active_grant.account_id = reader
    AND (active_grant.places IS NULL OR study.connection_id = ANY (active_grant.places))
    AND (active_grant.kinds IS NULL OR 'scans' = ANY (active_grant.kinds))
    AND (active_grant.role = 'self' OR NOT EXISTS (
      SELECT FROM hidden_item WHERE hidden_item.shown_at IS NULL AND hidden_item.patient_id = study.patient_id
        AND (hidden_item.study_id = study.id OR hidden_item.connection_id = study.connection_id)))
$$;

-- A breach is seen by whoever sees a place of the breached organization, or one that keeps records for it.
CREATE FUNCTION seen_exposure(reader uuid) RETURNS SETOF exposure LANGUAGE sql STABLE AS $$
  SELECT exposure.* FROM active_grant JOIN exposure ON exposure.patient_id = active_grant.patient_id
  WHERE active_grant.account_id = reader
    AND (active_grant.kinds IS NULL OR 'breaches' = ANY (active_grant.kinds))
    AND (active_grant.places IS NULL OR exposure.organization_id IS NULL
      OR EXISTS (SELECT FROM study WHERE study.patient_id = exposure.patient_id
        AND study.organization_id = exposure.organization_id AND study.connection_id = ANY (active_grant.places))
      OR EXISTS (SELECT FROM connection_keeper AS keeper
        WHERE keeper.organization_id = exposure.organization_id AND keeper.connection_id = ANY (active_grant.places)))
    AND (active_grant.role = 'self' OR NOT EXISTS (
      SELECT FROM hidden_item WHERE hidden_item.exposure_id = exposure.id AND hidden_item.shown_at IS NULL))
$$;

CREATE FUNCTION seen_case(reader uuid) RETURNS SETOF patient_case LANGUAGE sql STABLE AS $$
  SELECT patient_case.* FROM active_grant JOIN patient_case ON patient_case.patient_id = active_grant.patient_id
  WHERE active_grant.account_id = reader
    AND (active_grant.kinds IS NULL OR 'cases' = ANY (active_grant.kinds))
    AND (patient_case.exposure_id IS NULL
      OR patient_case.exposure_id IN (SELECT seen.id FROM seen_exposure(reader) AS seen WHERE seen.patient_id = patient_case.patient_id))
    AND (patient_case.exposure_id IS NOT NULL
      OR coalesce(patient_case.study_id, (SELECT flag.study_id FROM flag WHERE flag.id = patient_case.flag_id))
        IN (SELECT seen.id FROM seen_study(reader) AS seen WHERE seen.patient_id = patient_case.patient_id))
$$;

-- down
DROP FUNCTION seen_case(uuid);
DROP FUNCTION seen_exposure(uuid);
DROP FUNCTION seen_study(uuid);
DROP FUNCTION seen_connection(uuid);
DROP VIEW active_grant;
DROP TABLE care_claim, access_event, hidden_item, invitation;
ALTER TABLE patient_grant
  DROP COLUMN places, DROP COLUMN kinds, DROP COLUMN authority, DROP COLUMN granted_by,
  DROP COLUMN consent_version, DROP COLUMN consent_text, DROP COLUMN revoked_by;
ALTER TABLE patient DROP COLUMN birth_date;
