import Handlebars from 'handlebars';

/** A number of the North American plan, as a text writes it: 1-800-368-1019, (800) 555-0100, 800.555.0100. */
const PHONE = /(?<![\d-])(?:\+?1[-. ])?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?![\d-])/g;

/** The text as HTML, each phone number in it a link that dials it (RFC 3966), which is never broken over a line. */
export function phoneLinks(text: string): Handlebars.SafeString {
  const escaped = Handlebars.escapeExpression(text);
  return new Handlebars.SafeString(
    escaped.replace(PHONE, (shown) => `<a href="tel:${dialled(shown)}">${shown}</a>`),
  );
}

function dialled(shown: string): string {
  const digits = shown.replaceAll(/\D/g, '').replace(/^1/, '');
  return `+1-${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}`;
}
