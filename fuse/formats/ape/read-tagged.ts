/**
 * The part that Monkey's Audio, WavPack and Musepack have in common: audio first, an APEv2 tag behind it.
 */
import type { LeadingId3 } from '../id3/read-leading.ts';
import type { Layout, StreamProperties } from '../layout.ts';
import { fillFromWeaker } from '../tags/weaker-tags.ts';
import { readTail, TailContent } from '../tail/read-tail.ts';
import type { Window } from '../window.ts';

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
  return {
    container,
    properties: { ...stream, bitrate: stream.duration === 0 ? 0 : Math.round((audio.length * 8) / stream.duration) },
    audio,
    tags: tags.finish(),
    pictures,
    kept,
    ...weaker,
    ...content.damage(),
    detail: tags.nameDetail(),
  };
}
