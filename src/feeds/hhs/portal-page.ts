import { Parser } from 'htmlparser2';
import { OutsideError } from '../../lib/errors.js';

/** A form of a page of the portal (JavaServer Faces). */
interface PortalForm {
  /** As written. */
  action: string;
  /** Its hidden fields, the state of the view among them. */
  hidden: Record<string, string>;
}

/** A link that posts a form, with the parameters that tell the server which link it was. */
interface PortalCommand {
  form: string;
  parameters: Record<string, string>;
  /** What it shows: its words, and those of its picture. */
  label: string;
}

/** What a press of a link sends. */
export interface PortalPost {
  action: string;
  fields: Record<string, string>;
}

/** Named by JavaServer Faces 2, and by Jakarta Faces after it. */
const VIEW_STATES = ['javax.faces.ViewState', 'jakarta.faces.ViewState'];

/** One page of the breach portal of HHS: its forms and the links that post them. */
export class PortalPage {
  readonly forms = new Map<string, PortalForm>();
  readonly commands: PortalCommand[] = [];
  private form: PortalForm | null = null;
  private link: PortalCommand | null = null;

  constructor(html: string) {
    const parser = new Parser({
      onopentag: (name, attributes) => this.open(name, attributes),
      onclosetag: (name) => this.close(name),
      ontext: (text) => {
        if (this.link) this.link.label += ` ${text}`;
      },
    });
    parser.end(html);
  }

  /**
   * What the press of a link posts.
   * @param shows tells the link by what it shows
   * @param what the link in words, for whoever reads that it is not there
   * @throws OutsideError that says what the page lacks
   */
  press(shows: RegExp, what: string): PortalPost {
    const command = this.commands.find(({ label }) => shows.test(label));
    if (!command) throw lacking(`no link for ${what}`);
    const form = this.forms.get(command.form);
    if (!form) throw lacking(`no form ${command.form}`);
    if (!VIEW_STATES.some((name) => form.hidden[name] !== undefined))
      throw lacking(`no ${VIEW_STATES[0]} in the form ${command.form}`);
    return {
      action: form.action,
      fields: { [command.form]: command.form, ...form.hidden, ...command.parameters },
    };
  }

  private open(name: string, attributes: Record<string, string>): void {
    if (name === 'form') this.openForm(attributes);
    if (name === 'input' && attributes.type === 'hidden' && this.form && attributes.name !== undefined)
      this.form.hidden[attributes.name] = attributes.value ?? '';
    if (name === 'a') this.openLink(attributes);
    // The picture of a link has an id of its own: posting that answers with a page, and no error.
    if (name === 'img' && this.link) this.link.label += ` ${attributes.alt ?? ''} ${attributes.src ?? ''}`;
  }

  private close(name: string): void {
    if (name === 'form') this.form = null;
    if (name === 'a') this.link = null;
  }

  private openForm({ id, name, action }: Record<string, string>): void {
    this.form = { action: action ?? '', hidden: {} };
    this.forms.set(id ?? name ?? '', this.form);
  }

  private openLink({ onclick, title }: Record<string, string>): void {
    const command = commandIn(onclick ?? '');
    this.link = command && { ...command, label: title ?? '' };
    if (this.link) this.commands.push(this.link);
  }
}

/** `mojarra.jsfcljs(document.getElementById('form'),{'command':'command'},'')`: the form and the parameters. */
function commandIn(script: string): Omit<PortalCommand, 'label'> | null {
  const call = /jsfcljs\(\s*document\.getElementById\('([^']*)'\)\s*,\s*\{([^}]*)\}/.exec(script);
  if (!call) return null;
  const pairs = [...(call[2] ?? '').matchAll(/'([^']*)'\s*:\s*'([^']*)'/g)];
  return {
    form: call[1] ?? '',
    parameters: Object.fromEntries(pairs.map(([, key = '', value = '']) => [key, value])),
  };
}

function lacking(what: string): OutsideError {
  return new OutsideError(
    `the page of the HHS breach portal has ${what}: it was changed, or is being repaired. Nothing was taken from it.`,
    false,
    { said: { id: 'feeds.fault.portal-changed', values: {} } },
  );
}
