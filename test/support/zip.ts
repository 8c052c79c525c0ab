import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipStory {
  content?: string | Buffer;
  /** What the headers claim instead of the truth. */
  uncompressedSize?: number;
  compressionMethod?: number;
  /** Bit 0: encrypted (APPNOTE 4.4.4). */
  flags?: number;
  /** A Unix mode, such as that of a symbolic link. */
  mode?: number;
  /** The same data as another entry before it, as in bombs whose files overlap. */
  sameDataAs?: string;
}

/** A zip as APPNOTE 4.3 lays it out, by hand: real archives do not hold what is tested here. */
export function aZip(files: Record<string, ZipStory | string>, entryCount?: number): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  const places = new Map<string, { at: number; crc: number; packed: number; size: number }>();
  let at = 0;
  for (const [name, given] of Object.entries(files)) {
    const story = typeof given === 'string' ? { content: given } : given;
    let place = story.sameDataAs === undefined ? undefined : places.get(story.sameDataAs);
    if (!place) {
      const content = Buffer.from(story.content ?? '');
      const packed = story.compressionMethod === 0 ? content : deflateRawSync(content);
      place = {
        at,
        crc: crc32(content),
        packed: packed.length,
        size: story.uncompressedSize ?? content.length,
      };
      const header = headerOf(name, story, place);
      local.push(Buffer.concat([signature(0x04034b50), header, Buffer.from(name), packed]));
      at += local.at(-1)!.length;
    }
    places.set(name, place);
    central.push(centralEntry(name, story, place));
  }
  const directory = Buffer.concat(central);
  return Buffer.concat([...local, directory, endOf(entryCount ?? central.length, directory.length, at)]);
}

type Place = { at: number; crc: number; packed: number; size: number };

/** Version needed to name length, which local and central header share. */
function headerOf(name: string, { flags = 0, compressionMethod = 8 }: ZipStory, place: Place): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(flags, 2);
  header.writeUInt16LE(compressionMethod, 4);
  header.writeUInt32LE(place.crc, 10);
  header.writeUInt32LE(place.packed, 14);
  header.writeUInt32LE(place.size, 18);
  header.writeUInt16LE(Buffer.byteLength(name), 22);
  return header;
}

function centralEntry(name: string, story: ZipStory, place: Place): Buffer {
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(((story.mode ?? 0o100644) << 16) >>> 0, 6);
  tail.writeUInt32LE(place.at, 10);
  const madeByUnix = Buffer.from([20, 3]);
  return Buffer.concat([
    signature(0x02014b50),
    madeByUnix,
    headerOf(name, story, place),
    tail,
    Buffer.from(name),
  ]);
}

function endOf(entries: number, size: number, at: number): Buffer {
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries, 4);
  end.writeUInt16LE(entries, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([signature(0x06054b50), end]);
}

function signature(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
}
