import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Places in `statOf` (proc(5)), and how long a tick is on Linux. */
const PARENT = 1;
const USER_TICKS = 11;
const SYSTEM_TICKS = 12;
const TICK_MS = 10;

/**
 * Memory of a process and of the PostgreSQL below it, in MB; null where the system has no /proc.
 * `node` is the resident set. PostgreSQL's processes share most of their pages, so that `postgres` is the sum of
 * proportional shares: each page counted once.
 */
export function memoryOf(pid) {
  if (!existsSync('/proc/self/smaps_rollup')) return null;
  const servers = descendants(pid).filter((child) => nameOf(child) === 'postgres');
  return {
    node: kilobytes(`/proc/${pid}/status`, 'VmRSS') / 1024,
    postgres: servers.reduce((sum, child) => sum + kilobytes(`/proc/${child}/smaps_rollup`, 'Pss'), 0) / 1024,
  };
}

/** Milliseconds of processor time that a process has used, its ended children left out; null without /proc. */
export function processorTimeOf(pid) {
  const fields = statOf(pid);
  return fields.length === 0 ? null : (Number(fields[USER_TICKS]) + Number(fields[SYSTEM_TICKS])) * TICK_MS;
}

function descendants(pid) {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(name)]);
  const below = (one) =>
    parents.filter(([, parent]) => parent === one).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

function parentOf(pid) {
  return Number(statOf(pid)[PARENT]);
}

/** The fields of /proc/<pid>/stat after the name, which stands in parentheses and may hold anything. */
function statOf(pid) {
  const line = read(`/proc/${pid}/stat`);
  return line === '' ? [] : line.slice(line.lastIndexOf(')') + 2).split(' ');
}

function nameOf(pid) {
  return read(`/proc/${pid}/comm`).trim();
}

function kilobytes(path, field) {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(read(path))?.[1] ?? 0);
}

/** Empty where the process ended meanwhile. */
function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
