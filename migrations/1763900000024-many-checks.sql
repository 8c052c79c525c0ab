-- Operators hear of a day on which a person had more questions at once than usual.
-- up
ALTER TABLE operator_notice DROP CONSTRAINT operator_notice_kind_check;
ALTER TABLE operator_notice ADD CONSTRAINT operator_notice_kind_check CHECK (kind IN ('feed', 'canary', 'law', 'many-checks'));

-- down
DELETE FROM operator_notice WHERE kind = 'many-checks';
ALTER TABLE operator_notice DROP CONSTRAINT operator_notice_kind_check;
ALTER TABLE operator_notice ADD CONSTRAINT operator_notice_kind_check CHECK (kind IN ('feed', 'canary', 'law'));
