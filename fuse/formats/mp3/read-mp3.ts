/**
 * Reads an MPEG audio file (layers 1 to 3): ID3v2 tags in front, the first frames, tags at the end.
 *
 * ID3v2 ranks above APEv2, that above Lyrics3, and that above ID3v1: a lower tag only fills fields that the higher ones
 * lack.
 * The frame with a Xing or VBRI header belongs to the audio.
 */
import type { LeadingId3 } from '../id3/read-leading.ts';
import type { Layout } from '../layout.ts';
import { fillFromWeaker } from '../tags/weaker-tags.ts';
import { readTail, TailContent } from '../tail/read-tail.ts';
import type { Window } from '../window.ts';
import { findCutOff } from './cut-off.ts';
import { describesStream, durationOfFrames, durationOfVbr, findFrame, firstFrame } from './frames.ts';

/** `null` when no sane frame is found: free format, or no MPEG audio at all. */
export function readMp3(window: Window, leading: LeadingId3): Layout | null {
  const first = findFrame(window, leading.end);
  if (first < 0) return null;
  // Tags at the end are read after the head, so that the window moves only once.
  const { frame, framesEnd, vbr } = firstFrame(window, first);
  const tail = new TailContent();
  const end = readTail(window, framesEnd, tail);
  const audio = { offset: first, length: end - first };

  const { content } = leading;
  const { tags, pictures, kept } = content;
  const weaker = fillFromWeaker(tags, pictures, tail.all());
  const duration =
    vbr !== null && describesStream(frame, vbr, audio.length)
      ? durationOfVbr(frame, vbr)
      : durationOfFrames(window, frame, first, end);
  const cut = findCutOff(window, frame, vbr, first, end);
  return {
    container: 'mp3',
    properties: {
      codec: `mp${frame.layer}`,
      duration,
      sampleRate: frame.sampleRate,
      channels: frame.channels,
      bitrate: Math.round((audio.length * 8) / duration),
      lossless: false,
    },
    audio,
    tags: tags.finish(),
    pictures,
    kept,
    ...weaker,
    ...content.damage(),
    detail: {
      id3: content.version,
      ...tags.nameDetail(),
      ...content.languageDetail(),
      ...(cut === null ? {} : { cut }),
    },
  };
}
