/**
 * Proves for the tests that a file with another header still has the audio that it had, and all that decoding it needs.
 *
 * Equal bytes are proof everywhere. Where an editor may rewrite what surrounds the audio, more is accepted: in Ogg the same
 * packets on other pages, in MP4 the same samples at another place with their offsets moved along.
 */
import { compareBytes, type AudioFile, type CompareRanges } from './compare-bytes.ts';
import type { Layout } from '../layout.ts';
import { sameTracks } from './same-tracks.ts';
import { sameHeaderPackets, samePackets } from './same-packets.ts';

export type { AudioFile, CompareRanges } from './compare-bytes.ts';

/** Chunks and blocks that say how the audio is to be decoded: they belong to it. */
const DECODING: Partial<Record<Layout['container'], readonly string[]>> = {
  flac: ['0'],
  wav: ['fmt '],
  aiff: ['COMM'],
};

/**
 * What differs between the audio of two files, as a sentence; `null` when nothing does.
 *
 * `compare` may answer from knowledge (bytes of both files that are the same range of one original are equal) instead
 * of reading. Throws LayoutError where a file cannot be read as its layout says.
 */
export function audioDifference(
  before: AudioFile,
  after: AudioFile,
  compare: CompareRanges = compareBytes(before, after),
): string | null {
  const [was, is] = [before.layout, after.layout];
  if (was.container !== is.container || was.properties.codec !== is.properties.codec) {
    return `The file was ${was.properties.codec} in ${was.container} and is ${is.properties.codec} in ${is.container}.`;
  }
  if (was.properties.sampleRate !== is.properties.sampleRate || was.properties.channels !== is.properties.channels) {
    return 'The sample rate or the number of channels has changed.';
  }
  for (const kind of DECODING[was.container] ?? []) {
    if (!sameParts(was, is, kind, compare)) return 'What the audio needs to be decoded has changed.';
  }
  if (was.container === 'ogg' && !sameHeaderPackets(before, after)) {
    return 'What the audio needs to be decoded has changed.';
  }
  if (was.container === 'mp4' && !sameTracks(before, after)) return 'The index of the audio has changed.';
  if (was.audio.length === is.audio.length && compare(was.audio, is.audio)) return null;
  if (was.container === 'ogg') return samePackets(before, after) ? null : 'The audio packets have changed.';
  return was.audio.length === is.audio.length
    ? 'The audio has changed.'
    : `The audio was ${was.audio.length} bytes long and is ${is.audio.length}.`;
}

/** Whether both files have the same parts of a kind. */
function sameParts(was: Layout, is: Layout, kind: string, compare: CompareRanges): boolean {
  const [one, other] = [partsOf(was, kind), partsOf(is, kind)];
  return (
    one.length === other.length &&
    one.every((range, i) => {
      const against = other[i] as typeof range;
      return range.length === against.length && compare(range, against);
    })
  );
}

function partsOf({ kept }: Layout, kind: string): Layout['kept'][number]['range'][] {
  return kept.filter((part) => part.kind === kind).map(({ range }) => range);
}
