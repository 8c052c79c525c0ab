// Writes docs/ACCESS.md: every route, and who is let in, as the built program decides it. With --print it goes to stdout.
import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner } from '@nestjs/core';
import { allows } from '../dist/domain/access.js';
import { RECORD_CONTROLLERS } from '../dist/web/record-controllers.js';
import { SERVICE_CONTROLLERS } from '../dist/web/service-controllers.js';

const RULE = 'scanwarden:access';
const PROGRAM = 'scanwarden:scope';

/** The parameters that name something within a record, which may be out of a reader's part of it, or hidden. */
const ITEM = /:(connectionId|studyId|flagId|exposureId|caseId|expectationId|organizationId)\b/;
/** A person's own messages: those about what they may not see are not there. */
const MESSAGE = /(inbox|Communication)\/:id\b/;

const READERS = {
  nobody: null,
  operator: { roles: ['operator'], grant: null },
  officer: { roles: ['privacy-officer'], grant: 'officer' },
  self: { roles: [], grant: 'self' },
  representative: { roles: [], grant: 'representative' },
  helper: { roles: [], grant: 'helper' },
  none: { roles: [], grant: null },
};

function routesOf(controller) {
  const { prototype } = controller;
  return new MetadataScanner().getAllMethodNames(prototype).flatMap((name) => {
    const handler = prototype[name];
    const own = Reflect.getMetadata(PATH_METADATA, handler);
    if (own === undefined) return [];
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler)];
    const base = Reflect.getMetadata(PATH_METADATA, controller);
    const path = `/${base}/${own}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
    const rule = Reflect.getMetadata(RULE, handler) ?? Reflect.getMetadata(RULE, controller);
    return [{ method, path, rule, program: Reflect.hasMetadata(PROGRAM, handler) }];
  });
}

/** What the guard answers: "yes", or how it turns somebody away. */
function answer({ method, rule, program }, reader) {
  if (allows(rule, reader)) return 'yes';
  if (reader === null && program) return '401';
  if (reader === null) return method === 'GET' ? 'sign in' : '403';
  const isPatients = rule === 'view' || rule === 'act';
  const isForeign = isPatients ? reader.grant === null || reader.grant === 'officer' : rule === 'officer';
  return isForeign ? '404' : '403';
}

/** To somebody whom the rule lets in, of what is out of their part of the record, or hidden by the patient. */
function unseen({ path, rule }) {
  if (MESSAGE.test(path)) return '404';
  if (rule !== 'view' && rule !== 'act') return rule === 'signed-in' ? 'left out' : '–';
  return ITEM.test(path) ? '404' : 'left out';
}

function line(route) {
  const { nobody, operator, officer, self, representative, helper, none } = READERS;
  const cells = [nobody, operator, officer, self, representative, helper, none].map((reader) =>
    answer(route, reader),
  );
  return `| ${[`\`${route.method} ${route.path}\``, route.rule, ...cells, unseen(route)].join(' | ')} |`;
}

const routes = [...RECORD_CONTROLLERS, ...SERVICE_CONTROLLERS]
  .flatMap(routesOf)
  .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.method < b.method ? -1 : 1));

const text = `# Who is let in where

Made from the code by \`npm run docs:access\`; \`test/web/access-doc.test.ts\` holds it to the code, and \`test/web/access.test.ts\`
knocks at every route as each of these people. What no rule allows is denied.

The patient (self), a representative and a helper are those of the record that the route names. "No grant" is everybody else who is
signed in, with a record of their own or of somebody else: never had a grant, or it was taken back, or it ran out. "Unseen" is
what a representative or a helper is answered about a part of the record that their grant leaves out, or that the patient hides:
it is not there (404; a form with nothing in it is refused before, with 400), or it is left out of what is shown.
What somebody added themselves, such as a scan to come, they see all the same.

An officer is one of the office that the route names. An operator runs the service and sees no record, unless they have a grant too. "Sign in" leads to the sign-in page. Programs come with
a token, pages with a session: neither opens the door of the other.

| route | rule | nobody | operator | officer | self | representative | helper | no grant | unseen |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${routes.map(line).join('\n')}
`;

if (process.argv.includes('--print')) process.stdout.write(text);
else writeFileSync(new URL('../docs/ACCESS.md', import.meta.url), text);
