import { OutsideError } from '../lib/errors.js';

const PROBLEMS = {
  denied: { permanent: true, says: 'the permission was not given at the place' },
  scope: { permanent: true, says: 'the place does not give this app all that was asked for' },
  busy: { permanent: false, says: 'the place cannot be asked at the moment' },
  unready: {
    permanent: true,
    says: 'the place does not accept this installation: its operator must look at the registration',
  },
  refused: { permanent: true, says: 'the place refused the request' },
  stale: {
    permanent: true,
    says: 'the answer belongs to no journey that was begun here, or was used before',
  },
  'no-patient': { permanent: true, says: 'the place named no patient' },
  'other-patient': { permanent: true, says: 'the place named another patient than before' },
  'other-record': { permanent: true, says: 'the record is linked already, as that of another person' },
  'not-here': { permanent: true, says: 'this account cannot link that record' },
  revoked: { permanent: true, says: 'the access was taken back or ran out: the place must be linked again' },
} as const;

/** Why a place could not be linked, or its access not be kept alive; pages speak by this name. */
export type LinkProblem = keyof typeof PROBLEMS;

/** Linking failed. The message holds no token, no patient and no text of the place. */
export class LinkError extends OutsideError {
  override name = 'LinkError';
  constructor(readonly problem: LinkProblem) {
    super(PROBLEMS[problem].says, PROBLEMS[problem].permanent);
  }
}

/** RFC 6749, sections 4.1.2.1 and 5.2: errors by what a person can do about them. */
const BY_OAUTH: Record<string, LinkProblem> = {
  access_denied: 'denied',
  invalid_scope: 'scope',
  temporarily_unavailable: 'busy',
  server_error: 'busy',
  invalid_client: 'unready',
  unauthorized_client: 'unready',
  unsupported_response_type: 'unready',
  unsupported_grant_type: 'unready',
};

export function problemOfOAuth(error: string): LinkProblem {
  return Object.hasOwn(BY_OAUTH, error) ? BY_OAUTH[error]! : 'refused';
}
