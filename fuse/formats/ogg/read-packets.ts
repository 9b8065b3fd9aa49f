/**
 * Reads the packets of an Ogg file without the pages around them: most programs cut the pages anew or number them
 * otherwise when they save tags.
 */
import { READ_LENGTH, type ReadAudio } from '../read-audio.ts';
import type { OggDetail } from './read-ogg.ts';
import { pageAt } from './sample-packets.ts';

/** Bytes that belong to no page are passed on as they are: the file is damaged there. */
export const readPackets: ReadAudio = (source, { audio, detail }, take) => {
  const { sharedPage } = detail as Partial<OggDetail>;
  if (sharedPage) take(source.read(sharedPage.audio.offset, sharedPage.audio.length));
  const end = audio.offset + audio.length;
  for (let position = audio.offset; position < end;) {
    const part = source.read(position, Math.min(READ_LENGTH, end - position));
    const bytes = Buffer.from(part.buffer, part.byteOffset, part.length);
    // The file was cut off after its layout was read.
    if (bytes.length === 0) return;
    let taken = 0;
    for (let page = pageAt(bytes, 0); page !== null && page.end <= bytes.length; page = pageAt(bytes, taken)) {
      take(bytes.subarray(page.body, page.end));
      taken = page.end;
    }
    if (taken === 0) {
      taken = nextPage(bytes);
      take(bytes.subarray(0, taken));
    }
    position += taken;
  }
};

/** Where the next page may begin behind the first byte; the letters of its beginning may be cut off by the end. */
function nextPage(bytes: Buffer): number {
  const found = bytes.indexOf('OggS', 1, 'latin1');
  if (found > 0) return found;
  return bytes.length < READ_LENGTH ? bytes.length : bytes.length - 3;
}
