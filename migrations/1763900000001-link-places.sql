-- up
-- What this installation is known as to authorization servers: for one vendor's places, or for one place.
CREATE TABLE client_registration (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  vendor text UNIQUE,
  client_id text NOT NULL,
  auth text NOT NULL CHECK (auth IN ('none', 'secret', 'key')),
  -- A client secret, or a private key as PEM or JWK.
  secret_sealed bytea,
  -- Asked for instead of what is asked for otherwise.
  scopes text,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((auth = 'none') = (secret_sealed IS NULL))
);

-- The directory of places that a person can link.
CREATE TABLE site (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  fhir_base text NOT NULL UNIQUE,
  name text NOT NULL,
  aliases text[] NOT NULL DEFAULT '{}',
  places text[] NOT NULL DEFAULT '{}',
  vendor text,
  -- Its own registration; else the one of its vendor is used.
  registration_id uuid REFERENCES client_registration,
  settling_hours integer CHECK (settling_hours >= 0),
  pull_every_seconds integer CHECK (pull_every_seconds >= 60),
  -- The file it came from; `command` where it was added by hand.
  source text NOT NULL,
  -- Names and places, folded, as they are searched.
  words text NOT NULL,
  search tsvector NOT NULL GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, words)) STORED,
  updated_at timestamptz NOT NULL DEFAULT now()
);
-- Without a list of pending entries, which every search would have to read after an import.
CREATE INDEX site_search ON site USING gin (search) WITH (fastupdate = off);
CREATE INDEX site_vendor ON site (vendor);

-- A journey to a place's authorization server that somebody began. Its state is worth something once, to the session
-- that began it.
CREATE TABLE launch (
  state_hash bytea PRIMARY KEY,
  session_hash bytea NOT NULL,
  account_id uuid NOT NULL REFERENCES account,
  patient_id uuid NOT NULL REFERENCES patient,
  site_id uuid NOT NULL REFERENCES site,
  -- The connection that is linked again.
  connection_id uuid REFERENCES connection,
  verifier_sealed bytea NOT NULL,
  -- What the place said of its authorization server when the journey began.
  server jsonb NOT NULL,
  scopes text[] NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX launch_expires ON launch (expires_at);

-- The access that a person gave, and what keeps it alive.
CREATE TABLE connection_access (
  connection_id uuid PRIMARY KEY REFERENCES connection,
  site_id uuid NOT NULL REFERENCES site,
  server jsonb NOT NULL,
  access_sealed bytea,
  access_expires_at timestamptz,
  refresh_sealed bytea,
  asked text[] NOT NULL,
  granted text[] NOT NULL,
  linked_at timestamptz NOT NULL,
  -- When the place said that renewing ends, if it did.
  stated_end timestamptz,
  -- When it ends unless it is used before; null where nothing is known of an end.
  ends_at timestamptz,
  -- Since when the place no longer accepts it.
  revoked_at timestamptz
);
CREATE INDEX connection_access_ends ON connection_access (ends_at);

-- down
DROP TABLE connection_access;
DROP TABLE launch;
DROP TABLE site;
DROP TABLE client_registration;
