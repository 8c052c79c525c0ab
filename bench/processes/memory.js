import { existsSync, readdirSync, readFileSync } from 'node:fs';

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

function descendants(pid) {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(name)]);
  const below = (one) => parents.filter(([, parent]) => parent === one).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

/** The fields after the name, which stands in parentheses and may hold anything: state, then parent. */
function parentOf(pid) {
  return Number(read(`/proc/${pid}/stat`).replace(/^.*\) /s, '').split(' ')[1]);
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
