-- One notification is one (recipient, cause, channel). The row is the truth; inserting it rings the doorbell.
-- up
-- Eight letters and digits that cannot be mistaken for each other when read aloud.
CREATE FUNCTION new_notification_code() RETURNS text LANGUAGE sql VOLATILE AS $$
  SELECT substr(code, 1, 4) || '-' || substr(code, 5, 4)
  FROM (SELECT upper(translate(substr(md5(gen_random_uuid()::text), 1, 8), '01', 'wx')) AS code) AS made
$$;

CREATE TABLE notification (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL REFERENCES account,
  patient_id uuid REFERENCES patient,
  cause text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('mail', 'app')),
  situation text NOT NULL,
  level text NOT NULL,
  -- What it leads to after sign-in.
  flag_id uuid REFERENCES flag,
  exposure_id uuid REFERENCES exposure,
  connection_id uuid REFERENCES connection,
  -- Stands in the mail and in the inbox, so that a reader can tell that the mail is ours.
  code text NOT NULL DEFAULT new_notification_code(),
  created_at timestamptz NOT NULL,
  not_before timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  rung_at timestamptz,
  rings integer NOT NULL DEFAULT 0,
  sent_at timestamptz,
  failed_at timestamptz,
  failure text,
  -- When its recipient opened it in the app.
  read_at timestamptz,
  UNIQUE (account_id, cause, channel)
);
CREATE INDEX notification_unsent ON notification (not_before) WHERE sent_at IS NULL AND failed_at IS NULL;
CREATE INDEX notification_account ON notification (account_id, created_at DESC);

-- Embedded mode keeps its mail instead of sending it.
CREATE TABLE kept_mail (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  message_id text NOT NULL UNIQUE,
  recipient text NOT NULL,
  raw bytea NOT NULL,
  kept_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX kept_mail_kept_at ON kept_mail (kept_at DESC);

CREATE FUNCTION ring_doorbell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('doorbell', TG_TABLE_NAME);
  RETURN NULL;
END $$;
CREATE TRIGGER notification_rings AFTER INSERT ON notification FOR EACH STATEMENT EXECUTE FUNCTION ring_doorbell();
CREATE TRIGGER connection_rings AFTER INSERT OR UPDATE OF next_pull_at ON connection FOR EACH STATEMENT EXECUTE FUNCTION ring_doorbell();
CREATE TRIGGER organization_rings AFTER INSERT ON organization FOR EACH STATEMENT EXECUTE FUNCTION ring_doorbell();
CREATE TRIGGER feed_rings AFTER INSERT OR UPDATE OF next_read_at ON feed FOR EACH STATEMENT EXECUTE FUNCTION ring_doorbell();

-- down
DROP TRIGGER feed_rings ON feed;
DROP TRIGGER organization_rings ON organization;
DROP TRIGGER connection_rings ON connection;
DROP TRIGGER notification_rings ON notification;
DROP FUNCTION ring_doorbell();
DROP TABLE kept_mail;
DROP TABLE notification;
DROP FUNCTION new_notification_code();
