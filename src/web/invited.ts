/** Why the link of an invitation leads nowhere: there is none such, it was used or taken back, or it is too old. */
export type Over = 'unknown' | 'closed' | 'late';

/** The invitation of a link while it can be accepted; else why it cannot. */
export function stillOpen<Invitation extends { closed: boolean }>(
  found: { invitation: Invitation; open: boolean } | null,
): { invitation: Invitation } | { over: Over } {
  if (found === null) return { over: 'unknown' };
  const { invitation, open } = found;
  if (open) return { invitation };
  return { over: invitation.closed ? 'closed' : 'late' };
}
