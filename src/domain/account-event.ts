/** What happens to an account, kept for good. */
export type AccountEventKind =
  | 'signed-in'
  | 'signed-out'
  | 'session-ended'
  | 'sessions-ended'
  | 'passkey-added'
  | 'passkey-removed'
  | 'passkey-refused'
  | 'codes-made'
  | 'token-made'
  | 'address-asked'
  | 'address-changed'
  | 'address-returned'
  | 'confirmed'
  | 'denied';

/** How a session began: by a mailed link, one that was printed in a terminal, a passkey, or a recovery code. */
export type SignInWay = 'link' | 'terminal' | 'passkey' | 'code';

/** What an owner answered to "Was this you?". */
export type WasYou = 'mine' | 'not-mine';
