/** The beginning of a text, cut at a word where there is one, with white space as one space. */
export function excerpt(text: string | null, longest: number): string | null {
  const tidy = (text ?? '').replace(/\s+/g, ' ').trim();
  if (tidy === '') return null;
  if (tidy.length <= longest) return tidy;
  const cut = tidy.slice(0, longest);
  const space = cut.lastIndexOf(' ');
  return `${(space > longest / 2 ? cut.slice(0, space) : cut).trimEnd()} …`;
}
