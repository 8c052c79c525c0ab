-- What was known when can be shown: these rows are never changed. Deleting a person is the one exception; that
-- operation says so by `SET LOCAL scanwarden.erasing = 'on'`.
-- up
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('scanwarden.erasing', true) = 'on' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only: a correction is a new row', TG_TABLE_NAME;
END $$;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['pull', 'snapshot', 'flag', 'flag_outcome', 'answer', 'exposure_answer', 'feed_read', 'feed_file', 'filing_revision', 'match'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()', name);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting()', name);
  END LOOP;
END $$;

-- down
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['pull', 'snapshot', 'flag', 'flag_outcome', 'answer', 'exposure_answer', 'feed_read', 'feed_file', 'filing_revision', 'match'] LOOP
    EXECUTE format('DROP TRIGGER append_only ON %I', name);
    EXECUTE format('DROP TRIGGER append_only_truncate ON %I', name);
  END LOOP;
END $$;
DROP FUNCTION refuse_rewriting();
