import { type Manual, manualText, overview } from './cli/manual.js';
import {
  BOUNCE_MANUAL,
  DIFF_MANUAL,
  FEED_MANUAL,
  HOOK_MANUAL,
  LETTERS_MANUAL,
  MATCH_MANUAL,
  MESSAGES_MANUAL,
  MIGRATE_MANUAL,
  PULL_MANUAL,
  SAME_BREACH_MANUAL,
  SIGN_IN_LINK_MANUAL,
  SUMMARY_MANUAL,
  TEST_MAIL_MANUAL,
  WATCH_MANUAL,
} from './cli/manuals.js';
import { say } from './cli/output.js';
import { parseErrorWords } from './cli/parse-error.js';
import { SITE_MANUAL, SITE_MANUALS } from './cli/site.manual.js';
import { InputError } from './lib/errors.js';

interface Command {
  manual: Manual;
  /** Of commands of its own, by their names. */
  manuals?: Record<string, Manual>;
  load: () => Promise<(args: string[]) => Promise<void>>;
}

/** What each does is loaded when it is called: comparing two files needs neither database nor framework, and a manual nothing. */
const COMMANDS: Record<string, Command> = {
  diff: {
    manual: DIFF_MANUAL,
    load: async () => (await import('./cli/diff.command.js')).diffCommand,
  },
  feed: {
    manual: FEED_MANUAL,
    load: async () => (await import('./cli/feed.command.js')).feedCommand,
  },
  match: {
    manual: MATCH_MANUAL,
    load: async () => (await import('./cli/match.command.js')).matchCommand,
  },
  'same-breach': {
    manual: SAME_BREACH_MANUAL,
    load: async () => (await import('./cli/same-breach.command.js')).sameBreachCommand,
  },
  letters: {
    manual: LETTERS_MANUAL,
    load: async () => (await import('./cli/letters.command.js')).lettersCommand,
  },
  messages: {
    manual: MESSAGES_MANUAL,
    load: async () => (await import('./cli/messages.command.js')).messagesCommand,
  },
  summary: {
    manual: SUMMARY_MANUAL,
    load: async () => (await import('./cli/summary.command.js')).summaryCommand,
  },
  watch: {
    manual: WATCH_MANUAL,
    load: async () => (await import('./cli/watch.command.js')).watchCommand,
  },
  pull: {
    manual: PULL_MANUAL,
    load: async () => (await import('./cli/pull.command.js')).pullCommand,
  },
  site: {
    manual: SITE_MANUAL,
    manuals: SITE_MANUALS,
    load: async () => (await import('./cli/site.command.js')).siteCommand,
  },
  hook: {
    manual: HOOK_MANUAL,
    load: async () => (await import('./cli/hook.command.js')).hookCommand,
  },
  bounce: {
    manual: BOUNCE_MANUAL,
    load: async () => (await import('./cli/bounce.command.js')).bounceCommand,
  },
  'test-mail': {
    manual: TEST_MAIL_MANUAL,
    load: async () => (await import('./cli/test-mail.command.js')).testMailCommand,
  },
  migrate: {
    manual: MIGRATE_MANUAL,
    load: async () => (await import('./cli/migrate.command.js')).migrateCommand,
  },
  'sign-in-link': {
    manual: SIGN_IN_LINK_MANUAL,
    load: async () => (await import('./cli/sign-in-link.command.js')).signInLinkCommand,
  },
};

/** Exit 0 done, 2 input refused with one line that says what and where, 1 our fault. */
async function main(): Promise<void> {
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined || ['--help', '-h', 'help'].includes(name))
    return say(overview(Object.values(COMMANDS).map(({ manual }) => manual)));
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new InputError(`"${name}" is no command of scanwarden; scanwarden --help lists them`);
  const { manual, manuals = {}, load } = command;
  if (args.includes('--help') || args.includes('-h'))
    return say(manualText(manuals[args[0] ?? ''] ?? manual));
  try {
    const run = await load();
    await run(args);
  } catch (error) {
    const words = parseErrorWords(name, error);
    throw words === null ? error : new InputError(words, { cause: error });
  }
}

// A reader that has seen enough closes the pipe (`| head`): there is nobody left to write to, and no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

main().catch((error: unknown) => {
  process.exitCode = error instanceof InputError ? 2 : 1;
  const message = error instanceof Error ? error.message : String(error);
  say(process.exitCode === 2 ? `scanwarden: ${message.split('\n')[0]}` : `scanwarden failed: ${message}`);
});
