-- Accounts sign in; patients are watched; a grant says what one account may see of one patient, and until when.
-- up
CREATE TABLE account (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email text NOT NULL UNIQUE CHECK (email = lower(email)),
  name text NOT NULL,
  roles text[] NOT NULL DEFAULT '{}' CHECK (roles <@ ARRAY['operator', 'privacy-officer']),
  locale text NOT NULL DEFAULT 'en',
  time_zone text NOT NULL DEFAULT 'UTC',
  -- Streams of mail this person has turned off; the watch itself never stops.
  muted_streams text[] NOT NULL DEFAULT '{}',
  mail_stopped_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE patient (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE patient_grant (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL REFERENCES account,
  patient_id uuid NOT NULL REFERENCES patient,
  role text NOT NULL CHECK (role IN ('self', 'representative', 'helper')),
  valid_from timestamptz NOT NULL DEFAULT now(),
  valid_until timestamptz,
  revoked_at timestamptz
);
CREATE UNIQUE INDEX patient_grant_active ON patient_grant (account_id, patient_id) WHERE revoked_at IS NULL;
CREATE INDEX patient_grant_patient ON patient_grant (patient_id) WHERE revoked_at IS NULL;

-- Only hashes of links and sessions are kept: who reads the table cannot sign in with it.
CREATE TABLE sign_in_link (
  token_hash bytea PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX sign_in_link_account ON sign_in_link (account_id, created_at);

CREATE TABLE session (
  token_hash bytea PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);

-- down
DROP TABLE session;
DROP TABLE sign_in_link;
DROP TABLE patient_grant;
DROP TABLE patient;
DROP TABLE account;
