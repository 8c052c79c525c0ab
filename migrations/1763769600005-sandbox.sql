-- What was made to happen in the sandbox: its hospitals' present state is their beginning plus these.
-- up
CREATE TABLE sandbox_event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event jsonb NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);

-- down
DROP TABLE sandbox_event;
