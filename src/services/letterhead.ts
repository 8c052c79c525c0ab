import type { Config } from '../config/config.js';
import { keyFor } from '../lib/keys.js';
import type { Letterhead } from '../mail/message.js';

/** What stands in every mail of this installation. */
export function letterheadOf(config: Config): Required<Letterhead> {
  const { publicUrl, mailFrom, mailBounceDomain: bounceDomain, secretKey } = config;
  return { publicUrl, mailFrom, bounceDomain, bounceKey: keyFor('bounce', secretKey) };
}
