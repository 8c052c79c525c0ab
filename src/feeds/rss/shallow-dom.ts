import { DomHandler } from 'htmlparser2';

/** Elements of feeds stand in four or five levels; those of HTML that is written into an item without escaping, in more. */
const DEEPEST = 100;

/** The tree of a document as far as it is nested sensibly: walking along it calls itself once a level. */
export class ShallowDom extends DomHandler {
  isTooDeep = false;
  private depth = 0;

  override onopentag(name: string, attributes: Record<string, string>): void {
    this.depth += 1;
    if (this.depth <= DEEPEST) super.onopentag(name, attributes);
    else this.isTooDeep = true;
  }

  override onclosetag(): void {
    if (this.depth <= DEEPEST) super.onclosetag();
    this.depth -= 1;
  }
}
