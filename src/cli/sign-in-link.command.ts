import { parseArgs } from 'node:util';
import { InputError } from '../lib/errors.js';
import { AccountService } from '../services/account.service.js';
import { PeopleStore } from '../store/people.store.js';
import { SIGN_IN_LINK_MANUAL } from './manuals.js';
import { withJourneys } from './with-journeys.js';

/** Prints a link that signs its holder in once. */
export async function signInLinkCommand(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { email: { type: 'string' } } });
  if (values.email === undefined) throw new InputError(`--email is needed: ${SIGN_IN_LINK_MANUAL.usage}`);
  const email = values.email;
  await withJourneys(async (journeys) => {
    const account = await journeys.get(PeopleStore).account(email);
    if (!account) throw new InputError(`--email ${email}: there is no account with this address`);
    process.stdout.write(`${await journeys.get(AccountService).makeLink(account.id)}\n`);
  });
}
