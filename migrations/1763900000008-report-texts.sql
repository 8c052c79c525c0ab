-- The words of reports are kept by their names: an old text stays when a new one comes, so that both can be shown.
-- Whether a changed report matches what a person was told has a "no" of its own.
-- up
CREATE TABLE report_text (
  connection_id uuid NOT NULL REFERENCES connection,
  -- As studies know it (domain textName).
  name text NOT NULL,
  words text NOT NULL,
  first_seen_at timestamptz NOT NULL,
  PRIMARY KEY (connection_id, name)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON report_text FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON report_text FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

ALTER TABLE answer DROP CONSTRAINT answer_answer_check;
ALTER TABLE answer ADD CONSTRAINT answer_answer_check CHECK (answer IN ('know', 'unsure', 'not-mine', 'differs'));

-- down
SET LOCAL scanwarden.erasing = 'on';
DELETE FROM answer WHERE answer = 'differs';
ALTER TABLE answer DROP CONSTRAINT answer_answer_check;
ALTER TABLE answer ADD CONSTRAINT answer_answer_check CHECK (answer IN ('know', 'unsure', 'not-mine'));
DROP TABLE report_text;
