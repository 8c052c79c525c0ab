import { inflateSync } from 'node:zlib';

/** One run of text on a page, with the mark it stands under: an element of the structure tree, an artifact, or nothing. */
export interface ShownText {
  text: string;
  under: 'artifact' | 'nothing' | { page: number; mcid: number };
}

export interface ReadPdf {
  catalog: string;
  /** Its MarkInfo and ViewerPreferences. */
  marks: string;
  preferences: string;
  /** What the document says of itself. */
  metadata: string;
  pages: number;
  shown: ShownText[];
  /** All marks of content that the elements of the structure tree name, as `page/mcid`. */
  tagged: Set<string>;
  /** Types of the elements, each once. */
  types: Set<string>;
  languages: Set<string>;
}

type Objects = Map<number, { dictionary: string; stream: Buffer | null }>;

/** Reads what pdfkit writes: one object after the other, streams deflated or as they are. */
export function readPdf(bytes: Buffer): ReadPdf {
  const objects = objectsOf(bytes);
  const all = [...objects.values()];
  const pages = [...objects].filter(([, { dictionary }]) => /\/Type \/Page\b/.test(dictionary));
  const pageAt = new Map(pages.map(([id], at) => [id, at]));
  const elements = all.filter(({ dictionary }) => /^<<\s*\/S \//.test(dictionary));
  const catalog = all.find(({ dictionary }) => dictionary.includes('/Type /Catalog'))?.dictionary ?? '';
  const named = (key: string): string => {
    const id = new RegExp(`/${key} (\\d+) 0 R`).exec(catalog)?.[1];
    return objects.get(Number(id))?.dictionary ?? '';
  };
  return {
    catalog,
    marks: named('MarkInfo'),
    preferences: named('ViewerPreferences'),
    metadata: all.find(({ dictionary }) => dictionary.includes('/Type /Metadata'))?.stream?.toString() ?? '',
    pages: pages.length,
    shown: pages.flatMap(([, page], at) => shownOn(page.dictionary, at, objects)),
    tagged: new Set(elements.flatMap(({ dictionary }) => marksOf(dictionary, pageAt))),
    types: new Set(elements.map(({ dictionary }) => /\/S \/(\w+)/.exec(dictionary)![1]!)),
    languages: new Set(elements.flatMap(({ dictionary }) => /\/Lang \((\w+)\)/.exec(dictionary)?.[1] ?? [])),
  };
}

/** Texts that no element of the structure tree names, and that are no artifacts either. */
export function untagged({ shown, tagged }: ReadPdf): string[] {
  const isLost = (under: ShownText['under']): boolean =>
    typeof under === 'string' ? under === 'nothing' : !tagged.has(`${under.page}/${under.mcid}`);
  return shown.filter(({ under }) => isLost(under)).map(({ text }) => text);
}

function objectsOf(bytes: Buffer): Objects {
  const file = bytes.toString('latin1');
  const objects: Objects = new Map();
  for (const { 0: head, 1: id, index } of file.matchAll(/^(\d+) 0 obj\n/gm)) {
    const from = index + head.length;
    const end = file.indexOf('endobj', from);
    const whole = file.slice(from, end);
    const at = whole.indexOf('stream\n');
    const dictionary = at < 0 ? whole : whole.slice(0, at);
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0);
    const raw = at < 0 ? null : bytes.subarray(from + at + 7, from + at + 7 + length);
    const deflated = dictionary.includes('/FlateDecode');
    objects.set(Number(id), { dictionary, stream: raw && deflated ? inflateSync(raw) : raw });
  }
  return objects;
}

/** The content that an element holds itself, by the page it names and those of its further marks. */
function marksOf(dictionary: string, pageAt: Map<number, number>): string[] {
  const own = Number(/\/Pg (\d+) 0 R/.exec(dictionary.replace(/<<\s*\/Type \/MCR[^>]*>>/g, ''))?.[1]);
  const kids = /\/K \[([\s\S]*?)\]/.exec(dictionary)?.[1] ?? '';
  const further = [...kids.matchAll(/\/Pg (\d+) 0 R\s*\/MCID (\d+)/g)].map(
    ([, page, mcid]) => `${pageAt.get(Number(page))}/${mcid}`,
  );
  const plain = kids.replace(/<<[\s\S]*?>>/g, '').replace(/\d+ 0 R/g, '');
  return [...further, ...(plain.match(/\d+/g) ?? []).map((mcid) => `${pageAt.get(own)}/${mcid}`)];
}

function shownOn(page: string, at: number, objects: Objects): ShownText[] {
  const content = objects.get(referred(page, 'Contents'))!.stream!.toString('latin1');
  const fonts = fontsOf(page, objects);
  const marks: ShownText['under'][] = [];
  const shown: ShownText[] = [];
  let font = '';
  for (const line of content.split('\n')) {
    const mcid =
      /^\/\w+ <<\s*\/MCID (\d+)/.exec(line)?.[1] ?? (line.startsWith('/MCID') ? line.slice(6) : undefined);
    if (mcid !== undefined) marks.push({ page: at, mcid: Number(mcid) });
    else if (line.startsWith('/Artifact')) marks.push('artifact');
    else if (line === 'EMC') marks.pop();
    const named = /^\/(F\d+) [\d.]+ Tf$/.exec(line);
    if (named) font = named[1]!;
    if (line.endsWith('TJ'))
      shown.push({ text: decoded(line, fonts.get(font)!), under: marks.at(-1) ?? 'nothing' });
  }
  return shown;
}

function fontsOf(page: string, objects: Objects): Map<string, string[]> {
  const resources = objects.get(referred(page, 'Resources'))!.dictionary;
  const fonts = [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)];
  return new Map(
    fonts.map(([, name, id]) => [name!, unicodeOf(objects.get(Number(id))!.dictionary, objects)]),
  );
}

/** The characters of each glyph, as the font's ToUnicode says. */
function unicodeOf(font: string, objects: Objects): string[] {
  const map = objects.get(referred(font, 'ToUnicode'))!.stream!.toString('latin1');
  const lists = [...map.matchAll(/> \[(.*?)\]/g)].map(([, list]) => list!);
  return lists.flatMap((list) => list.match(/<[^>]*>/g)!.map((codes) => fromUtf16(codes.slice(1, -1))));
}

function fromUtf16(codes: string): string {
  const units = codes.split(' ').filter(Boolean);
  return String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16)));
}

function decoded(line: string, unicode: string[]): string {
  const glyphs = [...line.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex]) => hex!.match(/.{4}/g)!);
  return glyphs.map((glyph) => unicode[Number.parseInt(glyph, 16)]).join('');
}

function referred(dictionary: string, name: string): number {
  return Number(new RegExp(`/${name} (\\d+) 0 R`).exec(dictionary)![1]);
}
