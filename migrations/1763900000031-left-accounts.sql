-- Accounts that were deleted. What others read that they did points at the row, so it stays, with nobody's name in it.
-- up
ALTER TABLE account ADD COLUMN left_at timestamptz;

-- down
ALTER TABLE account DROP COLUMN left_at;
