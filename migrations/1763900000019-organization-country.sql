-- Which law a message or a letter names depends on the country of the place.
-- up
ALTER TABLE organization ADD COLUMN country text CHECK (country ~ '^[A-Z]{2}$');

-- down
ALTER TABLE organization DROP COLUMN country;
