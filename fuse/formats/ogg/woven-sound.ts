/**
 * The sound of an Ogg file of several streams, such as a song with its cover as a stream of Theora: whichever stream comes
 * first, and ends last.
 *
 * Source: RFC 3533, section 4: the first pages of all streams stand in front of all others.
 */
import type { ByteSource, StreamProperties } from '../layout.ts';
import { LayoutError } from '../layout.ts';
import { Window } from '../window.ts';
import { identify, type OggStream } from './identify.ts';
import { lastGranuleAmong } from './last-granule.ts';
import { FIRST_PAGE, readPage } from './pages.ts';

export type WovenSound = Omit<StreamProperties, 'bitrate'>;

/** Null for a file of one stream, of none with sound that is known here, and for one that is no Ogg. */
export function wovenSound(source: ByteSource): WovenSound | null {
  try {
    const window = new Window(source);
    const found = firstSound(window);
    if (found === null) return null;
    const { stream, serial } = found;
    const samples = Math.max(0, lastGranuleAmong(window, serial) - stream.skipped);
    return { ...stream.properties, duration: samples / stream.rate };
  } catch (error) {
    if (error instanceof LayoutError) return null;
    throw error;
  }
}

function firstSound(window: Window): { readonly stream: OggStream; readonly serial: number } | null {
  let found: { readonly stream: OggStream; readonly serial: number } | null = null;
  let streams = 0;
  for (let position = 0; window.magic(position) === 'OggS';) {
    const { flags, serial, body, end } = readPage(window, position);
    if ((flags & FIRST_PAGE) === 0) break;
    streams += 1;
    const length = end - body;
    const stream = window.covers(body, length) ? identify(window, { runs: [{ offset: body, length }], length }) : null;
    if (found === null && stream !== null) found = { stream, serial };
    position = end;
  }
  return streams > 1 ? found : null;
}
