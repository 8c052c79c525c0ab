-- Since when a mail is tried, which of several messages gives the one mail its id, and the most urgent mail first.
-- up
ALTER TABLE notification ADD COLUMN first_tried_at timestamptz;
UPDATE notification SET first_tried_at = created_at WHERE attempts > 0 AND sent_at IS NULL AND failed_at IS NULL;
ALTER TABLE endpoint_delivery ADD COLUMN first_tried_at timestamptz;
UPDATE endpoint_delivery SET first_tried_at = notification.created_at FROM notification
  WHERE notification.id = notification_id AND endpoint_delivery.attempts > 0 AND endpoint_delivery.sent_at IS NULL AND endpoint_delivery.failed_at IS NULL;

-- Written before the first of them is sent: whatever joins them later, what is sent again has the same id.
ALTER TABLE notification ADD COLUMN leads boolean NOT NULL DEFAULT false;

DROP INDEX notification_unsent;
CREATE INDEX notification_unsent ON notification (level, not_before) WHERE sent_at IS NULL AND failed_at IS NULL;

-- down
DROP INDEX notification_unsent;
CREATE INDEX notification_unsent ON notification (not_before) WHERE sent_at IS NULL AND failed_at IS NULL;
ALTER TABLE notification DROP COLUMN leads;
ALTER TABLE endpoint_delivery DROP COLUMN first_tried_at;
ALTER TABLE notification DROP COLUMN first_tried_at;
