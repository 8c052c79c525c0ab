import { DomHandler } from 'htmlparser2';

/** Elements of feeds stand in four or five levels; those of HTML that is written into an item unescaped, in more. */
const DEEPEST = 100;
const MOST_NODES = 200_000;

/** The tree of a document, up to the size and the nesting that a feed can have; what is beyond is left out, and said. */
export class BoundedDom extends DomHandler {
  isTooLarge = false;
  private depth = 0;
  private nodes = 0;

  override onopentag(name: string, attributes: Record<string, string>): void {
    this.depth += 1;
    if (this.depth <= DEEPEST) super.onopentag(name, attributes);
    else this.isTooLarge = true;
  }

  override onclosetag(): void {
    if (this.depth <= DEEPEST) super.onclosetag();
    this.depth -= 1;
  }

  protected override addNode(node: Parameters<DomHandler['addNode']>[0]): void {
    this.nodes += 1;
    if (this.nodes <= MOST_NODES) super.addNode(node);
    else this.isTooLarge = true;
  }
}
