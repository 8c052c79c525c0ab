-- Signing in: sessions that can be told apart and ended, passkeys, recovery codes, a new address, limits, and what
-- happened to an account, which is never rewritten.
-- up
ALTER TABLE session
  ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
  -- Written at most once in ten minutes.
  ADD COLUMN used_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN began_by text NOT NULL DEFAULT 'link' CHECK (began_by IN ('link', 'terminal', 'passkey', 'code')),
  -- As the browser names itself, coarsely; null where it does not.
  ADD COLUMN browser text,
  ADD COLUMN system text;
CREATE INDEX session_account ON session (account_id);

ALTER TABLE sign_in_link
  ADD COLUMN way text NOT NULL DEFAULT 'link' CHECK (way IN ('link', 'terminal'));

-- A browser that somebody signed in with before carries a token of its own. Only its hash is kept.
CREATE TABLE known_device (
  account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  token_hash bytea NOT NULL,
  first_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, token_hash)
);

CREATE TABLE passkey (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  credential_id bytea NOT NULL UNIQUE,
  public_key bytea NOT NULL,
  -- What the authenticator counted last; 0 where it does not count.
  counter bigint NOT NULL,
  transports text[] NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX passkey_account ON passkey (account_id);

-- A question that a passkey answers, once. One for adding a passkey belongs to the account that adds it.
CREATE TABLE passkey_challenge (
  challenge_hash bytea PRIMARY KEY,
  account_id uuid REFERENCES account ON DELETE CASCADE,
  expires_at timestamptz NOT NULL
);
CREATE INDEX passkey_challenge_expires ON passkey_challenge (expires_at);

CREATE TABLE recovery_code (
  code_hash bytea PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  made_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX recovery_code_account ON recovery_code (account_id);

-- Somebody asked that mail goes to another address; a link that was mailed there makes it so.
CREATE TABLE address_change (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  old_email text NOT NULL,
  new_email text NOT NULL CHECK (new_email = lower(new_email)),
  token_hash bytea NOT NULL UNIQUE,
  asked_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  confirmed_at timestamptz,
  -- Taken back, or replaced by a later one.
  ended_at timestamptz
);
CREATE INDEX address_change_account ON address_change (account_id);
CREATE INDEX address_change_old ON address_change (old_email, confirmed_at);

-- How often something was tried since a window began. The key is a keyed hash of who tried what.
CREATE TABLE try_count (
  key bytea PRIMARY KEY,
  tries integer NOT NULL,
  ends_at timestamptz NOT NULL
);
CREATE INDEX try_count_ends ON try_count (ends_at);

CREATE TABLE account_event (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL REFERENCES account,
  kind text NOT NULL CHECK (kind IN ('signed-in', 'signed-out', 'session-ended', 'sessions-ended', 'passkey-added', 'passkey-removed',
    'passkey-refused', 'codes-made', 'token-made', 'address-asked', 'address-changed', 'address-returned', 'confirmed', 'denied')),
  at timestamptz NOT NULL,
  -- The session in which it was done, and the row that it is about: a session, a passkey, a change of address, an event.
  session_id uuid,
  subject_id uuid,
  browser text,
  system text
);
CREATE INDEX account_event_account ON account_event (account_id, at);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON account_event FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON account_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

ALTER TABLE notification
  ADD COLUMN account_event_id uuid REFERENCES account_event,
  -- Another address than the account's: the one that it had when this was written.
  ADD COLUMN mail_to text;
CREATE INDEX notification_account_event ON notification (account_event_id) WHERE account_event_id IS NOT NULL;

-- down
DELETE FROM notification WHERE account_event_id IS NOT NULL;
ALTER TABLE notification DROP COLUMN account_event_id, DROP COLUMN mail_to;
DROP TABLE account_event;
DROP TABLE try_count;
DROP TABLE address_change;
DROP TABLE recovery_code;
DROP TABLE passkey_challenge;
DROP TABLE passkey;
DROP TABLE known_device;
ALTER TABLE sign_in_link DROP COLUMN way;
DROP INDEX session_account;
ALTER TABLE session DROP COLUMN id, DROP COLUMN used_at, DROP COLUMN began_by, DROP COLUMN browser, DROP COLUMN system;
