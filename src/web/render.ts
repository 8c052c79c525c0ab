import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
import type { PageName, PageViews } from './views.js';
import { HELPERS } from './words/helpers.js';

export type RenderPage = <Name extends PageName>(name: Name, view: PageViews[Name]) => string;

const PAGES: Record<PageName, true> = {
  'sign-in': true,
  'sign-in-sent': true,
  'sign-in-confirm': true,
  'sign-in-expired': true,
  home: true,
  patient: true,
  'over-time': true,
  leave: true,
  left: true,
  connection: true,
  progress: true,
  access: true,
  'access-log': true,
  link: true,
  'link-site': true,
  'link-confirm': true,
  'link-problem': true,
  files: true,
  flag: true,
  'letter-places': true,
  letters: true,
  letter: true,
  message: true,
  exposure: true,
  notice: true,
  cases: true,
  case: true,
  'case-request': true,
  'people-add': true,
  'people-claims': true,
  'people-list': true,
  'people-form': true,
  'people-preview': true,
  'people-invitations': true,
  'people-invitation': true,
  'people-invitation-over': true,
  inbox: true,
  'inbox-message': true,
  mailbox: true,
  'mailbox-message': true,
  'our-mail': true,
  help: true,
  guides: true,
  guide: true,
  settings: true,
  'account-end': true,
  'account-ended': true,
  'new-address': true,
  recovery: true,
  'recovery-codes': true,
  'settings-sign-in': true,
  'webhook-secret': true,
  'api-tokens': true,
  'api-token': true,
  'unsubscribe-confirm': true,
  unsubscribed: true,
  sandbox: true,
  offices: true,
  office: true,
  'office-cases': true,
  'office-case': true,
  counting: true,
  handover: true,
  'office-run': true,
  'officer-invitation': true,
  'officer-invitation-over': true,
  feeds: true,
  'staff-news': true,
  rules: true,
  breaches: true,
  breach: true,
  organizations: true,
  organization: true,
  'breach-review': true,
  'breach-operator': true,
  summary: true,
  'error-400': true,
  'error-403': true,
  'error-404': true,
  'error-413': true,
  'error-429': true,
  'error-500': true,
};

const OPTIONS: CompileOptions = {
  strict: true,
  knownHelpersOnly: true,
  knownHelpers: Object.fromEntries(Object.keys(HELPERS).map((name) => [name, true])),
};

/** Names the partials that a template calls, so that a missing one is found before a reader finds it. */
class PartialNames extends Handlebars.Visitor {
  readonly names = new Set<string>();

  override PartialStatement(statement: hbs.AST.PartialStatement): void {
    this.note(statement.name);
    super.PartialStatement(statement);
  }

  override PartialBlockStatement(statement: hbs.AST.PartialBlockStatement): void {
    this.note(statement.name);
    super.PartialBlockStatement(statement);
  }

  private note(name: hbs.AST.PathExpression | hbs.AST.SubExpression): void {
    if ('original' in name && name.original !== '@partial-block') this.names.add(String(name.original));
  }
}

/** Templates of one folder by name, parsed; their last line break would show as a space before a full stop. */
function parseFolder(folder: string): Map<string, hbs.AST.Program> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.hbs'));
  return new Map(
    files.map((file) => {
      const source = readFileSync(join(folder, file), 'utf8').trimEnd();
      return [basename(file, '.hbs'), Handlebars.parse(source)];
    }),
  );
}

function refuseMissing(pages: Map<string, hbs.AST.Program>, partials: Map<string, hbs.AST.Program>): void {
  const called = new PartialNames();
  for (const program of [...pages.values(), ...partials.values()]) called.accept(program);
  const missing = [
    ...Object.keys(PAGES).filter((name) => !pages.has(name)),
    ...[...called.names].filter((name) => !partials.has(name)).map((name) => `partials/${name}`),
  ];
  if (missing.length) throw new Error(`page templates are missing: ${missing.join(', ')}`);
}

/**
 * Reads and compiles every page template in `folder` and its `partials/`. Throws at once when a page
 * or a partial is missing or does not parse. What it returns escapes every value and throws on a
 * field that the view does not have.
 */
export function loadPages(folder: string): RenderPage {
  const pages = parseFolder(folder);
  const partials = parseFolder(join(folder, 'partials'));
  refuseMissing(pages, partials);
  const engine = Handlebars.create();
  engine.registerHelper(HELPERS);
  for (const [name, program] of partials) engine.registerPartial(name, engine.compile(program, OPTIONS));
  const compiled = new Map([...pages].map(([name, program]) => [name, engine.compile(program, OPTIONS)]));
  return (name, view) => {
    const template = compiled.get(name);
    if (!template) throw new Error(`no page template is called ${name}`);
    return template(view);
  };
}

/** Renders a page as a whole HTML document. Loading this file loads the templates, so a missing one stops the start. */
export const renderPage: RenderPage = loadPages(
  fileURLToPath(new URL('../../templates/pages/', import.meta.url)),
);
