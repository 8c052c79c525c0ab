-- That somebody's record was deleted: how much there was, and nothing of whom.
-- up
CREATE TABLE erasure (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  at timestamptz NOT NULL,
  -- In what role somebody asked for it.
  role text NOT NULL CHECK (role IN ('self', 'representative')),
  places integer NOT NULL,
  studies integer NOT NULL,
  -- Places at which the access was taken back too.
  revoked integer NOT NULL
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON erasure FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON erasure FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- down
DROP TABLE erasure;
