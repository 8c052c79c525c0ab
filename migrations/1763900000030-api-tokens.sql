-- Tokens with which a person's own programs read, and answer where the person lets them. Only hashes are kept.
-- up
CREATE TABLE api_token (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL REFERENCES account,
  -- As the person calls it.
  name text NOT NULL,
  token_hash bytea NOT NULL UNIQUE,
  scopes text[] NOT NULL CHECK (scopes <@ ARRAY['read', 'answer'] AND cardinality(scopes) > 0),
  created_at timestamptz NOT NULL,
  -- null is until it is ended.
  expires_at timestamptz,
  -- Written at most once an hour.
  last_used_at timestamptz,
  ended_at timestamptz
);
CREATE INDEX api_token_account ON api_token (account_id) WHERE ended_at IS NULL;

-- down
DROP TABLE api_token;
