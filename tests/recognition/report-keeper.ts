/** Which of two copies is kept, on rendered music. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Api } from '../../main/cli/connect.ts';
import { complete, CORPUS, ffmpeg } from '../sound/make-file.ts';
import { row, share, withHeardLibrary } from './heard-library.ts';
import { madeOf, OTHER_INTRO, pieceName, renderedMusic, renderedPairs, UNSEEN } from './variants.ts';

const PIECES = 8;
const S16 = ['-sample_fmt', 's16'];

/** Copies: the extension, the options of ffmpeg, and of what it is made where that is not the original. */
const COPIES: Readonly<Record<string, readonly [extension: string, options: readonly string[], from?: string]>> = {
  original: ['wav', ['-c:a', 'copy']],
  'aac-256': ['m4a', ['-c:a', 'aac', '-b:a', '256k']],
  'bits-24': ['flac', ['-sample_fmt', 's32', '-bits_per_raw_sample', '24']],
  clipped: ['flac', ['-af', 'volume=14dB', ...S16]],
  crop: ['flac', ['-af', 'atrim=start=5', ...S16]],
  louder: ['flac', ['-af', 'volume=1.5dB', ...S16]],
  'lossy-flac': ['flac', S16, 'mp3-192'],
  mono: ['flac', ['-ac', '1', ...S16]],
  'mp3-128': ['mp3', ['-c:a', 'libmp3lame', '-b:a', '128k']],
  'mp3-192': ['mp3', ['-c:a', 'libmp3lame', '-b:a', '192k']],
  'mp3-320': ['mp3', ['-c:a', 'libmp3lame', '-b:a', '320k']],
  'opus-160': ['opus', ['-c:a', 'libopus', '-b:a', '160k']],
  'other-intro': ['flac', ['-filter_complex', OTHER_INTRO, ...S16]],
  quieter: ['flac', ['-af', 'volume=-4dB', ...S16]],
  'rate-22k': ['flac', ['-ar', '22050', ...S16]],
  upsampled: ['flac', ['-ar', '96000', '-sample_fmt', 's32', '-bits_per_raw_sample', '24']],
};

/** The better copy and the worse one. */
const GROUPS: readonly (readonly [better: string, worse: string])[] = [
  ...['aac-256', 'clipped', 'crop', 'lossy-flac', 'louder', 'mono', 'mp3-320', 'opus-160'].map(ofOriginal),
  ...['other-intro', 'quieter', 'rate-22k', 'upsampled', 'bits-24'].map(ofOriginal),
  ['mp3-320', 'mp3-128'],
  ['aac-256', 'mp3-192'],
  ['opus-160', 'mp3-128'],
];

function ofOriginal(worse: string): readonly [string, string] {
  return ['original', worse];
}

export async function reportKeeper(): Promise<void> {
  const folder = join(CORPUS, 'recognition', 'keeper');
  mkdirSync(folder, { recursive: true });
  const sources = await renderedPairs(renderedMusic().slice(UNSEEN, UNSEEN + 2 * PIECES), 'unseen');
  for (const [at, source] of sources.entries()) await makeCopies(folder, pieceName(at), source);
  await withHeardLibrary([folder], async (api) => {
    console.log('## The copy that is kept, of music that was not used to choose properties\n');
    console.log(row('better', 'worse', 'right', 'why not the other'));
    console.log(row('---', '---', '---', '---'));
    const ids = await idsOf(api);
    let [right, all] = [0, 0];
    for (const [better, worse] of GROUPS) {
      const reasons = new Map<string, number>();
      let kept = 0;
      for (const piece of sources.map((_, at) => pieceName(at))) {
        const [one, two] = [ids.get(`${piece} ${better}`)!, ids.get(`${piece} ${worse}`)!];
        const [best, other] = await api.duplicates.copies.query({ ids: [one, two] });
        if (best!.id === one) kept += 1;
        const why = `${best!.id === one ? '' : 'the other is kept: '}${other!.why}`;
        reasons.set(why, (reasons.get(why) ?? 0) + 1);
      }
      [right, all] = [right + kept, all + sources.length];
      const words = [...reasons].map(([why, times]) => `${why} (${times})`).join('; ');
      console.log(row(better, worse, share(kept, sources.length), words));
    }
    console.log(`\nRight: ${share(right, all)}\n`);
  });
}

async function makeCopies(folder: string, piece: string, source: string): Promise<void> {
  const pathOf = (name: string): string => join(folder, `${piece}--${name}.${COPIES[name]![0]}`);
  const inOrder = Object.entries(COPIES).toSorted(([, [, , one = '']], [, [, , other = '']]) =>
    one.localeCompare(other),
  );
  for (const [name, [, options, from]] of inOrder) {
    const input = from === undefined ? source : pathOf(from);
    await complete(pathOf(name), (path) => ffmpeg('-i', input, '-map_metadata', '-1', ...options, path));
  }
}

/** Tracks by piece and copy. */
async function idsOf(api: Api): Promise<Map<string, number>> {
  const { recordings } = await api.recordings.list.query({ after: 0, limit: 1000, least: 1 });
  const copies = await api.duplicates.copies.query({ ids: recordings.flatMap(({ tracks }) => tracks) });
  return new Map(
    copies.map(({ id, path }) => {
      const { piece, variant } = madeOf(path);
      return [`${piece} ${variant}`, id];
    }),
  );
}
