/** What two files are told to be, by their fingerprints and, where those leave a doubt, by listening to them. */
import { compareMixes } from '../../app/analysis/compare-mixes.ts';
import { ffmpegDecoder } from '../../app/audio/ffmpeg-decoder.ts';
import { fingerprintFile } from '../../app/audio/fingerprint-file.ts';
import { compareSounds, doubtfulPart, SAME_RECORDING } from '../../app/recognition/match-sounds.ts';

/** Whole matches with a lower score than that of one recording are versions: `related`. */
export function relation(one: string, other: string): 'same' | 'clip' | 'related' | 'none' {
  const [first, second] = [one, other].map((path) => fingerprintFile(ffmpegDecoder, Buffer.from(path), 0).items);
  const { match, acoustid } = compareSounds(first!, second!);
  if (match === null) return 'none';
  if (match.kind !== 'same') return match.kind;
  if (Math.max(match.score, acoustid) < SAME_RECORDING) return 'related';
  const doubtful = doubtfulPart(match);
  if (doubtful === null) return 'same';
  const [path, otherPath] = [Buffer.from(one), Buffer.from(other)];
  return compareMixes(ffmpegDecoder, { path, otherPath, ...doubtful }) ? 'related' : 'same';
}
