import { randomUUID } from 'node:crypto';
import { chmod, lstat, mkdir, readFile, readdir, rename, stat, symlink } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { unlessMissing } from './stat.js';

type Link = { source: string; target: string };

/**
 * Makes the links between PostgreSQL's libraries that npm cannot carry in a package, and the programs executable.
 * The package's install script does the same; this holds where install scripts do not run.
 * May be called at every start, and by several processes at once: what is already right is left alone.
 */
export async function hydrate(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json');
  const links = (await unlessMissing(stat(list))) ? (JSON.parse(await readFile(list, 'utf8')) as Link[]) : [];
  for (const link of links) await makeLink(native, link);
  for (const name of await readdir(join(native, 'bin'))) await makeExecutable(join(native, 'bin', name));
}

/** The list's paths start with `native/`, which is the folder in hand. */
async function makeLink(native: string, link: Link): Promise<void> {
  const [source, target] = [link.source, link.target].map((path) => join(dirname(native), path));
  if (!source?.startsWith(native + sep) || !target?.startsWith(native + sep)) return;
  // Follows the link: a plain copy of the library in its place is as good, a dangling link is not.
  if (await unlessMissing(stat(target))) return;
  await mkdir(dirname(target), { recursive: true });
  const made = `${target}.${randomUUID()}`;
  await symlink(relative(dirname(target), source), made);
  await rename(made, target);
}

async function makeExecutable(program: string): Promise<void> {
  const { mode } = await lstat(program);
  if ((mode & 0o100) === 0) await chmod(program, 0o755);
}
