/** Of `feed`: it was read in full once, or is read by itself. Files that were refused make no feed of those that are watched. */
export const WATCHED = '(feed.last_read_at IS NOT NULL OR feed.next_read_at IS NOT NULL)';
