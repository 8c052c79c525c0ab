import Handlebars from 'handlebars';

/**
 * Throws when a template cannot be parsed or names a partial that is not there. Handlebars itself parses a template,
 * and looks up its partials, only when it is first used.
 */
export function checkTemplate(template: string, partials: Record<string, string>): void {
  const visitor = new PartialNames();
  visitor.accept(Handlebars.parse(template));
  const missing = visitor.found.find((name) => name !== '@partial-block' && !(name in partials));
  if (missing) throw new Error(`a mail template names the part "${missing}", which is not there`);
}

class PartialNames extends Handlebars.Visitor {
  readonly found: string[] = [];

  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    this.note(partial.name);
    super.PartialStatement(partial);
  }

  override PartialBlockStatement(partial: hbs.AST.PartialBlockStatement): void {
    this.note(partial.name);
    super.PartialBlockStatement(partial);
  }

  private note(name: hbs.AST.PathExpression | hbs.AST.SubExpression): void {
    if ('original' in name) this.found.push(name.original);
  }
}
