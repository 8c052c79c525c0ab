-- A matter can be put aside by a person's word, a scan of the first list can be answered without a flag, mails of one
-- breach go out as one, and a pull keeps the codes of what it could not read.
-- up
ALTER TABLE answer ALTER COLUMN flag_id DROP NOT NULL;
ALTER TABLE answer ADD COLUMN study_id uuid REFERENCES study;
ALTER TABLE answer ADD CONSTRAINT answer_one_question CHECK (num_nonnulls(flag_id, study_id) = 1);
CREATE INDEX answer_study ON answer (study_id, at DESC) WHERE study_id IS NOT NULL;

-- "I have dealt with this", and its taking back: the newest row counts.
CREATE TABLE dealing (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  flag_id uuid REFERENCES flag,
  study_id uuid REFERENCES study,
  exposure_id uuid REFERENCES exposure,
  account_id uuid NOT NULL REFERENCES account,
  dealt boolean NOT NULL,
  -- How loud the matter was then: if it grows louder later, it stands open again.
  level text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT dealing_one_matter CHECK (num_nonnulls(flag_id, study_id, exposure_id) = 1)
);
CREATE INDEX dealing_flag ON dealing (flag_id, at DESC) WHERE flag_id IS NOT NULL;
CREATE INDEX dealing_study ON dealing (study_id, at DESC) WHERE study_id IS NOT NULL;
CREATE INDEX dealing_exposure ON dealing (exposure_id, at DESC) WHERE exposure_id IS NOT NULL;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON dealing FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON dealing FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

ALTER TABLE notification ADD COLUMN study_id uuid REFERENCES study;
-- Unsent mails of one account with the same fold go out as one mail, the oldest row's; the others point at it.
ALTER TABLE notification ADD COLUMN fold text;
ALTER TABLE notification ADD COLUMN mailed_as uuid REFERENCES notification;
CREATE INDEX notification_fold ON notification (account_id, fold) WHERE fold IS NOT NULL AND sent_at IS NULL AND failed_at IS NULL;

ALTER TABLE pull ADD COLUMN gap_codes text[] NOT NULL DEFAULT '{}';

-- down
ALTER TABLE pull DROP COLUMN gap_codes;
ALTER TABLE notification DROP COLUMN mailed_as;
ALTER TABLE notification DROP COLUMN fold;
ALTER TABLE notification DROP COLUMN study_id;
DROP TABLE dealing;
ALTER TABLE answer DROP CONSTRAINT answer_one_question;
-- Without flags these answers have nothing to hang on.
SET LOCAL scanwarden.erasing = 'on';
DELETE FROM answer WHERE flag_id IS NULL;
ALTER TABLE answer DROP COLUMN study_id;
ALTER TABLE answer ALTER COLUMN flag_id SET NOT NULL;
