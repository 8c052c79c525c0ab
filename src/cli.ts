import { type Manual, manualText, overview } from './cli/manual.js';
import { say } from './cli/output.js';
import { parseErrorWords } from './cli/parse-error.js';
import { InputError } from './lib/errors.js';

interface Command {
  manual: Manual;
  /** Of commands of its own, by their names. */
  manuals?: Record<string, Manual>;
  run: (args: string[]) => Promise<void>;
}

/** Each is loaded when it is called: comparing two files needs neither database nor framework. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  diff: async () => {
    const { diffCommand, DIFF_MANUAL } = await import('./cli/diff.command.js');
    return { manual: DIFF_MANUAL, run: diffCommand };
  },
  feed: async () => {
    const { feedCommand, FEED_MANUAL } = await import('./cli/feed.command.js');
    return { manual: FEED_MANUAL, run: feedCommand };
  },
  match: async () => {
    const { matchCommand, MATCH_MANUAL } = await import('./cli/match.command.js');
    return { manual: MATCH_MANUAL, run: matchCommand };
  },
  'same-breach': async () => {
    const { sameBreachCommand, SAME_BREACH_MANUAL } = await import('./cli/same-breach.command.js');
    return { manual: SAME_BREACH_MANUAL, run: sameBreachCommand };
  },
  letters: async () => {
    const { lettersCommand, LETTERS_MANUAL } = await import('./cli/letters.command.js');
    return { manual: LETTERS_MANUAL, run: lettersCommand };
  },
  messages: async () => {
    const { messagesCommand, MESSAGES_MANUAL } = await import('./cli/messages.command.js');
    return { manual: MESSAGES_MANUAL, run: messagesCommand };
  },
  summary: async () => {
    const { summaryCommand, SUMMARY_MANUAL } = await import('./cli/summary.command.js');
    return { manual: SUMMARY_MANUAL, run: summaryCommand };
  },
  watch: async () => {
    const { watchCommand, WATCH_MANUAL } = await import('./cli/watch.command.js');
    return { manual: WATCH_MANUAL, run: watchCommand };
  },
  pull: async () => {
    const { pullCommand, PULL_MANUAL } = await import('./cli/pull.command.js');
    return { manual: PULL_MANUAL, run: pullCommand };
  },
  site: async () => {
    const { SITE_MANUAL, SITE_MANUALS } = await import('./cli/site.manual.js');
    const { siteCommand } = await import('./cli/site.command.js');
    return { manual: SITE_MANUAL, manuals: SITE_MANUALS, run: siteCommand };
  },
  hook: async () => {
    const { hookCommand, HOOK_MANUAL } = await import('./cli/hook.command.js');
    return { manual: HOOK_MANUAL, run: hookCommand };
  },
  bounce: async () => {
    const { bounceCommand, BOUNCE_MANUAL } = await import('./cli/bounce.command.js');
    return { manual: BOUNCE_MANUAL, run: bounceCommand };
  },
  'test-mail': async () => {
    const { testMailCommand, TEST_MAIL_MANUAL } = await import('./cli/test-mail.command.js');
    return { manual: TEST_MAIL_MANUAL, run: testMailCommand };
  },
  migrate: async () => {
    const { migrateCommand, MIGRATE_MANUAL } = await import('./cli/migrate.command.js');
    return { manual: MIGRATE_MANUAL, run: migrateCommand };
  },
  'sign-in-link': async () => {
    const { signInLinkCommand, SIGN_IN_LINK_MANUAL } = await import('./cli/sign-in-link.command.js');
    return { manual: SIGN_IN_LINK_MANUAL, run: signInLinkCommand };
  },
};

/** Exit 0 done, 2 input refused with one line that says what and where, 1 our fault. */
async function main(): Promise<void> {
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined || ['--help', '-h', 'help'].includes(name)) return say(await help());
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) throw new InputError(`"${name}" is no command of scanwarden; scanwarden --help lists them`);
  const { manual, manuals = {}, run } = await load();
  if (args.includes('--help') || args.includes('-h'))
    return say(manualText(manuals[args[0] ?? ''] ?? manual));
  try {
    await run(args);
  } catch (error) {
    const words = parseErrorWords(name, error);
    throw words === null ? error : new InputError(words, { cause: error });
  }
}

async function help(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  return overview(commands.map(({ manual }) => manual));
}

// A reader that has seen enough closes the pipe (`| head`): there is nobody left to write to, and no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

main().catch((error: unknown) => {
  process.exitCode = error instanceof InputError ? 2 : 1;
  const message = error instanceof Error ? error.message : String(error);
  say(process.exitCode === 2 ? `scanwarden: ${message.split('\n')[0]}` : `scanwarden failed: ${message}`);
});
