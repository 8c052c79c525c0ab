-- How far the look that is under way came, for whoever waits for it: what came so far, and at which ring.
-- up
ALTER TABLE connection ADD COLUMN look_step jsonb;

-- down
ALTER TABLE connection DROP COLUMN look_step;
