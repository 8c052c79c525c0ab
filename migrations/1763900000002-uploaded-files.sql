-- Files that a person adds: a connection of its own kind, which is never due, and who handed in what and when.
-- up
ALTER TABLE connection
  ADD COLUMN kind text NOT NULL DEFAULT 'fhir' CHECK (kind IN ('fhir', 'files')),
  -- Whoever would make it due is told so at once: there is nothing to pull.
  ADD CONSTRAINT files_are_never_due CHECK (kind <> 'files' OR next_pull_at = 'infinity');

CREATE TABLE upload (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  connection_id uuid NOT NULL REFERENCES connection,
  account_id uuid NOT NULL REFERENCES account,
  at timestamptz NOT NULL,
  -- "This is my whole record at this place, nothing left out."
  whole boolean NOT NULL,
  -- The birth date that the files state of the patient: later files with another one are asked about.
  born date
);
CREATE INDEX upload_connection ON upload (connection_id, at DESC);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON upload FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON upload FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- down
DROP TABLE upload;
ALTER TABLE connection DROP CONSTRAINT files_are_never_due, DROP COLUMN kind;
