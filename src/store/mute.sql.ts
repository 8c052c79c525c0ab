/** SQL for the place that a row of notification is about; a breach is about no place of ours. */
const PLACE_OF = (notification: string): string => `coalesce(${notification}.connection_id,
  (SELECT study.connection_id FROM study WHERE study.id = coalesce(${notification}.study_id, (SELECT flag.study_id FROM flag WHERE flag.id = ${notification}.flag_id))))`;

/**
 * SQL that holds for the mute that keeps a row of notification out of mail and digest. What asks to act soon is never
 * muted, nor what is about no patient: an operator's own notices have the situation of a connection that stopped.
 */
export function muteFits(notification: string): string {
  return `mute.account_id = ${notification}.account_id AND ${notification}.patient_id IS NOT NULL AND ${notification}.level IN ('quiet', 'info', 'check')
    AND (mute.situation = ${notification}.situation OR mute.connection_id = ${PLACE_OF(notification)})`;
}

/** SQL that holds where its reader muted the place or the kind of a row of notification. */
export function isMuted(notification: string): string {
  return `EXISTS (SELECT FROM mute WHERE ${muteFits(notification)})`;
}
