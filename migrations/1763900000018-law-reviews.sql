-- A rule of law that is due to be compared with its source is told to whoever runs the service.
-- up
ALTER TABLE operator_notice DROP CONSTRAINT operator_notice_kind_check;
ALTER TABLE operator_notice ADD CONSTRAINT operator_notice_kind_check CHECK (kind IN ('feed', 'canary', 'law'));

-- down
DELETE FROM operator_notice WHERE kind = 'law';
ALTER TABLE operator_notice DROP CONSTRAINT operator_notice_kind_check;
ALTER TABLE operator_notice ADD CONSTRAINT operator_notice_kind_check CHECK (kind IN ('feed', 'canary'));
