import type { Arrival } from '../../src/services/account.service.js';

/** Where people sign in for a test: always the same browser, which is news to nobody. */
export const ONE_BROWSER: Arrival = { device: { browser: null, system: null }, deviceToken: 'one-browser' };
