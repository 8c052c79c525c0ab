import { say } from './cli/output.js';
import { InputError } from './lib/errors.js';

interface Command {
  does: string;
  /** Loaded when it is called: comparing two files needs neither database nor framework. */
  load: () => Promise<{ usage: string; run: (args: string[]) => Promise<void> }>;
}

const COMMANDS: Record<string, Command> = {
  diff: {
    does: 'compare pulls and print what changed',
    load: async () => {
      const { diffCommand, DIFF_USAGE } = await import('./cli/diff.command.js');
      return { usage: DIFF_USAGE, run: diffCommand };
    },
  },
  feed: {
    does: 'read files of a breach feed, or compare two polls of it',
    load: async () => {
      const { feedCommand, FEED_USAGE } = await import('./cli/feed.command.js');
      return { usage: FEED_USAGE, run: feedCommand };
    },
  },
  match: {
    does: 'say which filings concern which organizations',
    load: async () => {
      const { matchCommand, MATCH_USAGE } = await import('./cli/match.command.js');
      return { usage: MATCH_USAGE, run: matchCommand };
    },
  },
  watch: {
    does: 'watch a record on a FHIR server',
    load: async () => {
      const { watchCommand, WATCH_USAGE } = await import('./cli/watch.command.js');
      return { usage: WATCH_USAGE, run: watchCommand };
    },
  },
  pull: {
    does: 'look at one connection, or all, now',
    load: async () => {
      const { pullCommand, PULL_USAGE } = await import('./cli/pull.command.js');
      return { usage: PULL_USAGE, run: pullCommand };
    },
  },
  site: {
    does: 'add places that patients can link, by hand or from a directory',
    load: async () => {
      const { siteCommand, SITE_USAGE } = await import('./cli/site.command.js');
      return { usage: SITE_USAGE, run: siteCommand };
    },
  },
  'sign-in-link': {
    does: 'print a link that signs its holder in once',
    load: async () => {
      const { signInLinkCommand, SIGN_IN_LINK_USAGE } = await import('./cli/sign-in-link.command.js');
      return { usage: SIGN_IN_LINK_USAGE, run: signInLinkCommand };
    },
  },
};

/** Exit 0 done, 2 input refused with one line that says what and where, 1 our fault. */
async function main(): Promise<void> {
  const [name, ...args] = process.argv.slice(2);
  const command = name === undefined || !Object.hasOwn(COMMANDS, name) ? undefined : COMMANDS[name];
  if (command) return runCommand(await command.load(), args);
  say(await help());
  if (name !== undefined && name !== '--help' && name !== 'help')
    throw new InputError(`"${name}" is no command of scanwarden`);
}

async function runCommand(
  { usage, run }: Awaited<ReturnType<Command['load']>>,
  args: string[],
): Promise<void> {
  return args.includes('--help') ? say(usage) : run(args);
}

async function help(): Promise<string> {
  const lines = await Promise.all(
    Object.values(COMMANDS).map(async ({ does, load }) => `  ${(await load()).usage}\n      ${does}`),
  );
  return ['scanwarden watches a patient’s imaging record for the patient.', '', ...lines].join('\n');
}

function exitCodeOf(error: unknown): number {
  const isParseError =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  return error instanceof InputError || isParseError ? 2 : 1;
}

// A reader that has seen enough closes the pipe (`| head`): there is nobody left to write to, and no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

main().catch((error: unknown) => {
  process.exitCode = exitCodeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  say(process.exitCode === 2 ? `scanwarden: ${message.split('\n')[0]}` : `scanwarden failed: ${message}`);
});
