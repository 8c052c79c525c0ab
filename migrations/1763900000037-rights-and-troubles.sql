-- What takes out append-only rows runs with the rights of the owner of the tables. So an installation may give the service a
-- role of its own that may only add such rows (src/store/service-role.ts), and can delete a person all the same.
-- And the trouble of a feed is kept as a sentence that each reader can be told in their language.
-- up

-- Removes every row of a patient; what remains is that there was somebody, and how much. Whatever stands on another row goes
-- before it. Steps, letters and papers of a case go with the case, and what was sent of it to an office.
CREATE FUNCTION erase_patient(
  who uuid, asked_at timestamptz, asked_as text, taken_back integer, uploaded_origin text, OUT places integer, OUT studies integer
) LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  of_connections uuid[];
  of_studies uuid[];
  of_flags uuid[];
  of_exposures uuid[];
BEGIN
  -- The places and then the patient, as a pull locks them: one that is under way is saved before, or finds nothing to be saved to.
  PERFORM FROM connection WHERE patient_id = who ORDER BY id FOR UPDATE;
  PERFORM FROM patient WHERE id = who FOR UPDATE;
  of_connections := ARRAY (SELECT id FROM connection WHERE patient_id = who);
  of_studies := ARRAY (SELECT id FROM study WHERE patient_id = who);
  of_flags := ARRAY (SELECT id FROM flag WHERE patient_id = who);
  of_exposures := ARRAY (SELECT id FROM exposure WHERE patient_id = who);
  places := cardinality(of_connections);
  studies := cardinality(of_studies);

  PERFORM set_config('scanwarden.erasing', 'on', true);
  -- A mail may have told of several people; what it said of the others stays.
  UPDATE notification SET mailed_as = NULL WHERE mailed_as IN (SELECT id FROM notification WHERE patient_id = who);
  DELETE FROM kept_mail USING notification
    WHERE notification.patient_id = who AND starts_with(kept_mail.message_id, '<' || notification.id || '@');
  DELETE FROM notification WHERE patient_id = who;
  DELETE FROM dealing WHERE flag_id = ANY (of_flags) OR study_id = ANY (of_studies) OR exposure_id = ANY (of_exposures);
  DELETE FROM patient_case WHERE patient_id = who;
  DELETE FROM answer WHERE flag_id = ANY (of_flags) OR study_id = ANY (of_studies);
  DELETE FROM exposure_answer WHERE exposure_id = ANY (of_exposures);
  DELETE FROM exposure_revision WHERE exposure_id = ANY (of_exposures);
  DELETE FROM counting_consent WHERE patient_id = who;
  DELETE FROM hidden_item WHERE patient_id = who;
  DELETE FROM invitation WHERE patient_id = who;
  DELETE FROM care_claim WHERE patient_id = who;
  DELETE FROM access_event WHERE patient_id = who;
  DELETE FROM exposure WHERE patient_id = who;
  DELETE FROM paper_notice WHERE patient_id = who;
  DELETE FROM expectation WHERE patient_id = who;
  DELETE FROM flag_outcome WHERE flag_id = ANY (of_flags);
  DELETE FROM flag WHERE patient_id = who;
  DELETE FROM review WHERE connection_id = ANY (of_connections);
  DELETE FROM upload WHERE connection_id = ANY (of_connections);
  DELETE FROM report_text WHERE connection_id = ANY (of_connections);
  DELETE FROM launch WHERE patient_id = who;
  DELETE FROM connection_access WHERE connection_id = ANY (of_connections);
  DELETE FROM connection_keeper WHERE patient_id = who;
  DELETE FROM study WHERE patient_id = who;
  DELETE FROM snapshot WHERE connection_id = ANY (of_connections);
  DELETE FROM pull WHERE connection_id = ANY (of_connections);
  DELETE FROM connection WHERE patient_id = who;
  DELETE FROM patient_grant WHERE patient_id = who;
  DELETE FROM patient WHERE id = who;
  -- Breaches may have been matched with a place of somebody's own files: it stays, and says no more whose they were.
  UPDATE organization SET origin = uploaded_origin || gen_random_uuid(), name = '', aliases = '{}', city = NULL
    WHERE starts_with(origin, uploaded_origin || who::text);
  PERFORM set_config('scanwarden.erasing', 'off', true);
  INSERT INTO erasure (at, role, places, studies, revoked) VALUES (asked_at, asked_as, places, studies, taken_back);
END $$;

-- The events of an account, once it was deleted; of any other it takes out none.
CREATE FUNCTION erase_account_events(who uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  PERFORM set_config('scanwarden.erasing', 'on', true);
  DELETE FROM account_event USING account WHERE account.id = who AND account.left_at IS NOT NULL AND account_event.account_id = account.id;
  PERFORM set_config('scanwarden.erasing', 'off', true);
END $$;

-- Nobody's temporary table stands in for one of ours.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['erase_patient', 'erase_account_events'] LOOP
    EXECUTE format('ALTER FUNCTION %I SET search_path = %I, pg_temp', name, current_schema());
  END LOOP;
END $$;
-- The service's role is given both by name.
REVOKE EXECUTE ON FUNCTION erase_patient, erase_account_events FROM PUBLIC;

-- The sentence of templates/words that says `problem`, with its values: {"id": …, "values": {…}}. Null where there is none.
ALTER TABLE feed ADD COLUMN problem_said jsonb;

-- down
ALTER TABLE feed DROP COLUMN problem_said;
DROP FUNCTION erase_account_events(uuid);
DROP FUNCTION erase_patient(uuid, timestamptz, text, integer, text);
