/** `descant compare A B`: what two sounds have in common; each is a track of the library or any file. */
import { resolve } from 'node:path';
import type { SoundComparison } from '../../../app/model/recognition.ts';
import { readArguments, readNumber, UsageError, withLibrary } from '../command-line.ts';
import { CancelledError, interruptible, showingTime } from '../long-work.ts';
import { formatDuration, printJson, printLines, table } from '../output.ts';

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {});
  const [first, second, ...more] = positionals;
  if (!first || !second || more.length > 0) {
    throw new UsageError('name two tracks by their ids, or two files');
  }
  const sounds = { first: sourceOf(first), second: sourceOf(second) };
  return withLibrary(values.library, ({ api }) =>
    interruptible(async (signal) => {
      const asked = api.recognition.compare.query(sounds, { signal }).catch((error: unknown) => {
        throw signal.aborted ? new CancelledError('the comparison was cancelled') : error;
      });
      const compared = await showingTime(`${first}, ${second}`, asked);
      if (values.json) {
        const { match, acoustid } = compared;
        printJson({ ...(match ?? { kind: 'none', score: 0, offset: null, length: 0, stretches: [] }), acoustid });
      } else printText(compared);
      return 0;
    }),
  );
}

function sourceOf(word: string): { id: number } | { path: string } {
  return /^\d+$/.test(word) ? { id: readNumber('a track', word, 1) } : { path: resolve(word) };
}

const KIND_WORDS = {
  same: 'The same recording.',
  clip: 'One is a part of the other.',
  related: 'Related: they share a part, or are versions of one piece.',
} as const;

function printText({ match, acoustid }: SoundComparison): void {
  printLines([
    match === null ? 'Two recordings without a common part.' : KIND_WORDS[match.kind],
    `Score of AcoustID: ${acoustid.toFixed(3)}`,
  ]);
  if (match === null) return;
  printLines(
    table(
      match.stretches.map(({ start, otherStart, length, errorRate, speed }) => [
        `${formatDuration(start)}–${formatDuration(start + length)}`,
        `is ${formatDuration(otherStart)}–${formatDuration(otherStart + length)}`,
        `${(errorRate * 100).toFixed(1)} % of the bits differ`,
        speedWords(speed),
      ]),
    ),
  );
}

function speedWords(speed: number): string {
  const percent = (Math.abs(speed - 1) * 100).toFixed(1);
  if (speed === 1) return '';
  return speed > 1 ? `the first plays ${percent} % faster` : `the first plays ${percent} % slower`;
}
