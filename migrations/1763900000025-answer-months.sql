-- The rules of some places ask for an answer in months, not in days (GDPR Article 12(3)).
-- up
ALTER TABLE case_request ADD COLUMN answer_months integer;
ALTER TABLE case_request ADD COLUMN more_months integer;
ALTER TABLE case_request ADD CONSTRAINT case_request_months
  CHECK ((answer_months IS NULL) = (more_months IS NULL) AND num_nonnulls(answer_days, answer_months) <= 1);
CREATE INDEX case_request_waiting ON case_request (sent_on) WHERE coalesce(answer_days, answer_months) IS NOT NULL;
DROP INDEX case_request_sent;

-- down
CREATE INDEX case_request_sent ON case_request (sent_on) WHERE answer_days IS NOT NULL;
DROP INDEX case_request_waiting;
ALTER TABLE case_request DROP CONSTRAINT case_request_months;
ALTER TABLE case_request DROP COLUMN more_months;
ALTER TABLE case_request DROP COLUMN answer_months;
