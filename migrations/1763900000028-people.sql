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

-- The patient sees everything. Everybody else sees what their grant covers, and nothing that the patient hides.
CREATE FUNCTION seen_connection(reader uuid) RETURNS SETOF connection LANGUAGE sql STABLE AS $$
  SELECT connection.* FROM active_grant JOIN connection ON connection.patient_id = active_grant.patient_id
  WHERE active_grant.account_id = reader AND (active_grant.role = 'self' OR (
    (active_grant.places IS NULL OR connection.id = ANY (active_grant.places))
    AND NOT EXISTS (SELECT FROM hidden_item AS hidden WHERE hidden.patient_id = connection.patient_id AND hidden.shown_at IS NULL
      AND hidden.connection_id = connection.id)))
$$;

CREATE FUNCTION seen_study(reader uuid) RETURNS SETOF study LANGUAGE sql STABLE AS $$
  SELECT study.* FROM active_grant JOIN study ON study.patient_id = active_grant.patient_id
  WHERE active_grant.account_id = reader AND (active_grant.role = 'self' OR (
    (active_grant.places IS NULL OR study.connection_id = ANY (active_grant.places))
    AND (active_grant.kinds IS NULL OR 'scans' = ANY (active_grant.kinds))
    AND NOT EXISTS (SELECT FROM hidden_item AS hidden WHERE hidden.patient_id = study.patient_id AND hidden.shown_at IS NULL
      AND (hidden.study_id = study.id OR hidden.connection_id = study.connection_id))))
$$;

-- The rules that take more than one look are functions of their own, which the planner leaves closed: whoever sees all
-- never pays for them.

-- Whether somebody who is not the patient may know that the patient has to do with an organization: it made a scan that
-- they may know of, or keeps a record that they may know of. Where no place holds anything of it any more, who sees all
-- places may know.
CREATE FUNCTION sees_holder(reader uuid, patient uuid, holder uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
      SELECT FROM study JOIN seen_connection(reader) AS place ON place.id = study.connection_id
      WHERE study.patient_id = patient AND study.organization_id = holder
        AND NOT EXISTS (SELECT FROM hidden_item AS hidden WHERE hidden.study_id = study.id AND hidden.patient_id = patient AND hidden.shown_at IS NULL))
    OR EXISTS (
      SELECT FROM connection_keeper AS keeper JOIN seen_connection(reader) AS place ON place.id = keeper.connection_id
      WHERE keeper.patient_id = patient AND keeper.organization_id = holder)
    OR (EXISTS (SELECT FROM active_grant WHERE active_grant.account_id = reader AND active_grant.patient_id = patient AND active_grant.places IS NULL)
      AND NOT EXISTS (SELECT FROM study WHERE study.patient_id = patient AND study.organization_id = holder)
      AND NOT EXISTS (SELECT FROM connection_keeper AS keeper WHERE keeper.patient_id = patient AND keeper.organization_id = holder));
END $$;

-- A letter of a place that is none of the patient's is seen by whoever sees all places, and by whoever typed it in.
CREATE FUNCTION seen_exposure(reader uuid) RETURNS SETOF exposure LANGUAGE sql STABLE AS $$
  SELECT exposure.* FROM active_grant JOIN exposure ON exposure.patient_id = active_grant.patient_id
  WHERE active_grant.account_id = reader AND (active_grant.role = 'self' OR (
    (active_grant.kinds IS NULL OR 'breaches' = ANY (active_grant.kinds))
    AND NOT EXISTS (SELECT FROM hidden_item AS hidden WHERE hidden.patient_id = exposure.patient_id AND hidden.shown_at IS NULL
      AND hidden.exposure_id = exposure.id)
    AND CASE WHEN exposure.organization_id IS NULL
      THEN active_grant.places IS NULL OR EXISTS (
        SELECT FROM paper_notice WHERE paper_notice.id = exposure.paper_notice_id AND paper_notice.account_id = reader)
      ELSE sees_holder(reader, exposure.patient_id, exposure.organization_id) END))
$$;

-- Whether a reader sees what a flag, a scan or a breach is about; null is about nothing, and hides nothing.
CREATE FUNCTION sees_matter(reader uuid, flag_of uuid, study_of uuid, exposure_of uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (flag_of IS NULL OR EXISTS (SELECT FROM flag JOIN seen_study(reader) AS seen ON seen.id = flag.study_id WHERE flag.id = flag_of))
    AND (study_of IS NULL OR EXISTS (SELECT FROM seen_study(reader) AS seen WHERE seen.id = study_of))
    AND (exposure_of IS NULL OR EXISTS (SELECT FROM seen_exposure(reader) AS seen WHERE seen.id = exposure_of));
END $$;

-- A case is seen by whoever sees what it follows from.
CREATE FUNCTION seen_case(reader uuid) RETURNS SETOF patient_case LANGUAGE sql STABLE AS $$
  SELECT patient_case.* FROM active_grant JOIN patient_case ON patient_case.patient_id = active_grant.patient_id
  WHERE active_grant.account_id = reader AND (active_grant.role = 'self' OR (
    (active_grant.kinds IS NULL OR 'cases' = ANY (active_grant.kinds))
    AND sees_matter(reader, patient_case.flag_id, patient_case.study_id, patient_case.exposure_id)))
$$;

-- What was said of a scan to come names its place in a person's own words: they are held against the names of places.
CREATE FUNCTION sees_expected(reader uuid, patient uuid, all_places boolean, named text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF all_places THEN
    RETURN NOT EXISTS (
      SELECT FROM hidden_item AS hidden JOIN connection ON connection.id = hidden.connection_id
      WHERE hidden.patient_id = patient AND hidden.shown_at IS NULL
        AND (strpos(lower(named), lower(connection.site_name)) > 0 OR strpos(lower(connection.site_name), lower(named)) > 0));
  END IF;
  RETURN EXISTS (SELECT FROM seen_connection(reader) AS place WHERE place.patient_id = patient AND lower(place.site_name) = lower(named));
END $$;

CREATE FUNCTION seen_expectation(reader uuid) RETURNS SETOF expectation LANGUAGE sql STABLE AS $$
  SELECT expectation.* FROM active_grant JOIN expectation ON expectation.patient_id = active_grant.patient_id
  WHERE active_grant.account_id = reader AND (active_grant.role = 'self' OR (
    (active_grant.kinds IS NULL OR 'scans' = ANY (active_grant.kinds))
    AND CASE WHEN expectation.study_id IS NOT NULL THEN sees_matter(reader, NULL, expectation.study_id, NULL)
      ELSE expectation.account_id = reader OR sees_expected(reader, expectation.patient_id, active_grant.places IS NULL, expectation.place) END))
$$;

-- Whether an account may be told of something in a record: of nothing in particular, or of what it sees.
CREATE FUNCTION hears(reader uuid, flag_of uuid, study_of uuid, exposure_of uuid, connection_of uuid, case_of uuid) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN sees_matter(reader, flag_of, study_of, exposure_of)
    AND (connection_of IS NULL OR EXISTS (SELECT FROM seen_connection(reader) AS seen WHERE seen.id = connection_of))
    AND (case_of IS NULL OR EXISTS (SELECT FROM seen_case(reader) AS seen WHERE seen.id = case_of));
END $$;

-- The messages of an account that it may still be shown.
CREATE FUNCTION seen_notification(reader uuid) RETURNS SETOF notification LANGUAGE sql STABLE AS $$
  SELECT notification.* FROM notification
    LEFT JOIN active_grant ON active_grant.account_id = notification.account_id AND active_grant.patient_id = notification.patient_id
  WHERE notification.account_id = reader AND (notification.patient_id IS NULL OR active_grant.role = 'self' OR (active_grant.id IS NOT NULL
    AND hears(reader, notification.flag_id, notification.study_id, notification.exposure_id, notification.connection_id, notification.case_id)))
$$;

-- down
DROP FUNCTION seen_notification(uuid);
DROP FUNCTION hears(uuid, uuid, uuid, uuid, uuid, uuid);
DROP FUNCTION seen_expectation(uuid);
DROP FUNCTION sees_expected(uuid, uuid, boolean, text);
DROP FUNCTION seen_case(uuid);
DROP FUNCTION sees_matter(uuid, uuid, uuid, uuid);
DROP FUNCTION seen_exposure(uuid);
DROP FUNCTION sees_holder(uuid, uuid, uuid);
DROP FUNCTION seen_study(uuid);
DROP FUNCTION seen_connection(uuid);
DROP VIEW active_grant;
DROP TABLE care_claim, access_event, hidden_item, invitation;
ALTER TABLE patient_grant
  DROP COLUMN places, DROP COLUMN kinds, DROP COLUMN authority, DROP COLUMN granted_by,
  DROP COLUMN consent_version, DROP COLUMN consent_text, DROP COLUMN revoked_by;
ALTER TABLE patient DROP COLUMN birth_date;
