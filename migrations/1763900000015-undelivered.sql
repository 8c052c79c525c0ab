-- Why a mail was given up, so that the app can say it; null for those given up before this was kept.
-- up
ALTER TABLE notification ADD COLUMN undelivered text CHECK (undelivered IN ('address', 'refused', 'expired'));

-- down
ALTER TABLE notification DROP COLUMN undelivered;
