-- What an address of a feed answered last: with it a source can say "nothing new" instead of sending everything again.
-- up
CREATE TABLE feed_answer (
  url text PRIMARY KEY,
  etag text,
  last_modified text,
  sha256 text NOT NULL REFERENCES feed_file,
  -- When the source last said that this is what it shows.
  read_at timestamptz NOT NULL,
  CHECK (etag IS NOT NULL OR last_modified IS NOT NULL)
);

-- down
DROP TABLE feed_answer;
