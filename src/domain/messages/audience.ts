/** Whom a message is written to. Officers hear of their own organization's summary alone. */
export const AUDIENCES = ['patient', 'representative', 'helper', 'officer'] as const;
export type Audience = (typeof AUDIENCES)[number];
