/**
 * The part that Monkey's Audio, WavPack and Musepack have in common: audio first, an APEv2 tag behind it.
 */
import { asKeptChunks } from '../id3/kept-frames.ts';
import type { LeadingId3 } from '../id3/read-leading.ts';
import type { Layout, StreamProperties } from '../layout.ts';
import { fillFromWeaker } from '../tags/weaker-tags.ts';
import { readTail, TailContent } from '../tail/read-tail.ts';
import type { Window } from '../window.ts';

/** Seconds up to which a duration is believed: silence takes next to no bytes. */
const LONG = 48 * 3600;
/** Bits per second that a longer stream has at least. */
const LEAST_BITRATE = 1000;

/** What these formats are known by after their first bytes were read. */
export type Stream = Omit<StreamProperties, 'bitrate'>;

/** The layout of a file whose audio begins behind `leading` and ends before the tags at its end. */
export function readApeTagged(window: Window, container: string, stream: Stream, leading: LeadingId3): Layout {
  const tail = new TailContent();
  const end = readTail(window, leading.end, tail);
  const audio = { offset: leading.end, length: end - leading.end };
  const { tags, pictures, kept } = tail.ape;
  // These formats do not allow ID3 tags, but files have them.
  const { content } = leading;
  const id3v2 = { kind: 'ID3v2', tags: content.tags.tags, pictures: content.pictures };
  const weaker = fillFromWeaker(tags, pictures, [id3v2, ...tail.belowApe()]);
  const duration = believable(stream.duration, audio.length);
  return {
    container,
    properties: { ...stream, duration, bitrate: duration === 0 ? 0 : Math.round((audio.length * 8) / duration) },
    audio,
    tags: tags.finish(),
    pictures,
    kept: [...kept, ...asKeptChunks(content.kept)],
    ...weaker,
    ...content.damage(),
    detail: { ...(content.version === 0 ? {} : { id3: content.version }), ...tags.nameDetail() },
  };
}

/** The duration that a header states, 0 (unknown) where a damaged one states days in almost no bytes. */
function believable(duration: number, bytes: number): number {
  return duration > LONG && (bytes * 8) / duration < LEAST_BITRATE ? 0 : duration;
}
