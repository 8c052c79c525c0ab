-- What a person chose about how they are told. The watch itself goes by none of it.
-- up
ALTER TABLE account
  ADD COLUMN quiet_from time,
  ADD COLUMN quiet_until time,
  ADD COLUMN act_now_at_once boolean NOT NULL DEFAULT false,
  -- Mails at level info besides those that the person waits for.
  ADD COLUMN info_by_mail boolean NOT NULL DEFAULT false,
  -- Mails may name the place and the day; the newest row of detail_choice says the same.
  ADD COLUMN mail_details boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT account_quiet_hours CHECK ((quiet_from IS NULL) = (quiet_until IS NULL) AND quiet_from <> quiet_until);

-- A place or a kind of message that stays out of mail and digest; it stands in the app.
CREATE TABLE mute (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  connection_id uuid REFERENCES connection ON DELETE CASCADE,
  situation text,
  muted_at timestamptz NOT NULL,
  CHECK (num_nonnulls(connection_id, situation) = 1),
  UNIQUE NULLS NOT DISTINCT (account_id, connection_id, situation)
);

-- What a person was warned of when they chose that mails may name more, or took it back.
CREATE TABLE detail_choice (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  detailed boolean NOT NULL,
  warning_version text NOT NULL,
  warning text NOT NULL,
  chosen_at timestamptz NOT NULL
);
CREATE INDEX detail_choice_account ON detail_choice (account_id, id);

-- This mail said that there are several things, and stands for those that came after it.
ALTER TABLE notification ADD COLUMN several_checks boolean NOT NULL DEFAULT false;
CREATE INDEX notification_checks ON notification (account_id, sent_at) WHERE channel = 'mail' AND level = 'check';
CREATE INDEX notification_several ON notification (sent_at) WHERE several_checks;

-- When the next digest of an account is due; everybody who may see a record has a row soon.
CREATE TABLE digest_plan (
  account_id uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE,
  every text NOT NULL CHECK (every IN ('week', 'month')),
  day smallint NOT NULL,
  hour smallint NOT NULL CHECK (hour BETWEEN 0 AND 23),
  next_at timestamptz NOT NULL,
  -- Up to when the last one told.
  told_until timestamptz NOT NULL,
  rung_at timestamptz,
  rings integer NOT NULL DEFAULT 0,
  CHECK (day BETWEEN 1 AND CASE every WHEN 'week' THEN 7 ELSE 28 END)
);
CREATE INDEX digest_plan_next ON digest_plan (next_at);

-- What a digest said of one patient when it was written.
CREATE TABLE digest (
  notification_id uuid PRIMARY KEY REFERENCES notification ON DELETE CASCADE,
  since timestamptz NOT NULL,
  until timestamptz NOT NULL,
  facts jsonb NOT NULL
);

-- Where a person is told besides mail: one for each channel.
CREATE TABLE endpoint (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  channel text NOT NULL,
  address text NOT NULL,
  secret_sealed bytea NOT NULL,
  from_level text NOT NULL,
  created_at timestamptz NOT NULL,
  -- Since when it took nothing, and what it said last.
  failing_since timestamptz,
  problem text,
  UNIQUE (account_id, channel)
);
CREATE TABLE endpoint_delivery (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  endpoint_id uuid NOT NULL REFERENCES endpoint ON DELETE CASCADE,
  notification_id uuid NOT NULL REFERENCES notification ON DELETE CASCADE,
  not_before timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  rung_at timestamptz,
  rings integer NOT NULL DEFAULT 0,
  sent_at timestamptz,
  failed_at timestamptz,
  failure text,
  UNIQUE (endpoint_id, notification_id)
);
CREATE INDEX endpoint_delivery_unsent ON endpoint_delivery (not_before) WHERE sent_at IS NULL AND failed_at IS NULL;
CREATE INDEX endpoint_delivery_notification ON endpoint_delivery (notification_id);

-- Whatever is written for a person goes to their endpoints too, in the same transaction. A link to sign in does not.
CREATE FUNCTION tell_endpoints() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE levels CONSTANT text[] := ARRAY['quiet', 'info', 'check', 'act soon', 'act now'];
BEGIN
  INSERT INTO endpoint_delivery (endpoint_id, notification_id, not_before)
  SELECT endpoint.id, written.id, written.not_before FROM written JOIN endpoint ON endpoint.account_id = written.account_id
  WHERE NOT starts_with(written.cause, 'sign-in:') AND array_position(levels, written.level) >= array_position(levels, endpoint.from_level);
  RETURN NULL;
END $$;
CREATE TRIGGER notification_endpoints AFTER INSERT ON notification REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION tell_endpoints();

-- down
DROP TRIGGER notification_endpoints ON notification;
DROP FUNCTION tell_endpoints();
DROP TABLE endpoint_delivery;
DROP TABLE endpoint;
DROP TABLE digest;
DROP TABLE digest_plan;
DROP INDEX notification_several;
DROP INDEX notification_checks;
ALTER TABLE notification DROP COLUMN several_checks;
DROP TABLE detail_choice;
DROP TABLE mute;
ALTER TABLE account DROP CONSTRAINT account_quiet_hours,
  DROP COLUMN quiet_from, DROP COLUMN quiet_until, DROP COLUMN act_now_at_once, DROP COLUMN info_by_mail, DROP COLUMN mail_details;
