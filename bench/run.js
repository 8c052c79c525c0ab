#!/usr/bin/env node
/**
 * Builds, then measures: `npm run bench [name…] [-- --long]`, all of them without a name. Every measure runs in a process of its
 * own, so that none is paid for what another left in memory or taught the compiler.
 * What each one measures, and figures with their date and machine: docs/BENCHMARKS.md.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { machineLine } from './machine.js';

const ENTRIES = new URL('entries/', import.meta.url);
const known = readdirSync(ENTRIES).map((file) => file.replace('.js', ''));

const given = process.argv.slice(2);
const named = given.filter((word) => !word.startsWith('--'));
const options = given.filter((word) => word.startsWith('--'));
const unknown = named.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  process.exit(2);
}

run('npm', ['run', '--silent', 'build']);
console.log(machineLine());
for (const name of named.length > 0 ? named : known) {
  run(process.execPath, [fileURLToPath(new URL(`${name}.js`, ENTRIES)), ...options]);
}

function run(program, args) {
  const { status, error } = spawnSync(program, args, {
    cwd: new URL('..', import.meta.url),
    stdio: 'inherit',
  });
  if (error) throw error;
  if (status !== 0) process.exit(1);
}
