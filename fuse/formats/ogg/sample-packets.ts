/**
 * A sample of the audio of an Ogg file that holds when a program cuts its pages anew or numbers them otherwise, which
 * most do when they save tags: the first and the last bytes of its packets, without the pages around them.
 */
import type { AudioSample } from '../audio-sample.ts';
import type { ByteRange, ByteSource } from '../layout.ts';
import { LONGEST_PAGE, PAGE_HEADER } from './pages.ts';

/** Bytes of packets at the beginning and at the end. */
const FIRST_BYTES = 4096;
const LAST_BYTES = 1024;
/** The last bytes are mostly found within so many, and always within two pages of the greatest length. */
const SHORT_LOOK = 8 * 1024;
const LONG_LOOK = 2 * LONGEST_PAGE;

export const samplePackets: AudioSample = (source, { audio }, take) => {
  take(firstBytes(source, audio));
  take(Buffer.of(0));
  take(lastBytes(source, audio));
};

function firstBytes(source: ByteSource, audio: ByteRange): Buffer {
  const parts: Buffer[] = [];
  let length = 0;
  let position = audio.offset;
  const end = audio.offset + audio.length;
  while (length < FIRST_BYTES && position < end) {
    const bytes = Buffer.from(source.read(position, Math.min(PAGE_HEADER + 255 + FIRST_BYTES, end - position)));
    const page = pageAt(bytes, 0);
    if (page === null) break;
    const part = bytes.subarray(page.body, page.end);
    parts.push(part);
    length += part.length;
    position += page.end;
  }
  return Buffer.concat(parts).subarray(0, FIRST_BYTES);
}

function lastBytes(source: ByteSource, audio: ByteRange): Buffer {
  let found: Buffer = Buffer.alloc(0);
  for (const look of [SHORT_LOOK, LONG_LOOK]) {
    const length = Math.min(look, audio.length);
    found = packetBytes(Buffer.from(source.read(audio.offset + audio.length - length, length)));
    if (found.length >= LAST_BYTES || length === audio.length) break;
  }
  return found.subarray(Math.max(0, found.length - LAST_BYTES));
}

/** What the pages in `bytes` hold, from the first page on that is followed by pages alone. */
function packetBytes(bytes: Buffer): Buffer {
  for (let start = bytes.indexOf('OggS', 0, 'latin1'); start >= 0; start = bytes.indexOf('OggS', start + 1, 'latin1')) {
    const parts: Buffer[] = [];
    let position = start;
    for (;;) {
      const page = pageAt(bytes, position);
      if (page === null || page.end > bytes.length) break;
      parts.push(bytes.subarray(page.body, page.end));
      position = page.end;
    }
    // Four letters inside a packet are no page: then others follow behind.
    if (bytes.indexOf('OggS', position, 'latin1') < 0) return Buffer.concat(parts);
  }
  return Buffer.alloc(0);
}

/** Where the body of the page at `position` begins and ends, which may be behind `bytes`; null where no page begins. */
export function pageAt(bytes: Buffer, position: number): { body: number; end: number } | null {
  if (position + PAGE_HEADER > bytes.length || bytes.latin1Slice(position, position + 4) !== 'OggS') return null;
  const segments = bytes[position + PAGE_HEADER - 1]!;
  const body = position + PAGE_HEADER + segments;
  if (body > bytes.length) return null;
  let end = body;
  for (let k = position + PAGE_HEADER; k < body; k += 1) end += bytes[k]!;
  return { body, end };
}
