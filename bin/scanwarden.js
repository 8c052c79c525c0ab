#!/usr/bin/env node
import { existsSync } from 'node:fs';

const entry = new URL('../dist/cli.js', import.meta.url);
if (!existsSync(entry)) {
  console.error('scanwarden is not built yet: run `npm install` (or `npm run build`) in its folder.');
  process.exit(1);
}
await import(entry.href);
