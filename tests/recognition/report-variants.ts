/** Which variants of a piece are found to be it, what is merged that is none, and whether the best copy is kept. */
import type { SoundPair } from '../../app/model/duplicates.ts';
import { recordingsOf } from '../../app/duplicates/recordings.ts';
import type { Api } from '../../main/cli/connect.ts';
import { row, share, withHeardLibrary } from './heard-library.ts';
import {
  madeOf,
  makeVariants,
  ORIGINAL,
  pieceName,
  realPieces,
  renderedMusic,
  renderedPairs,
  SECONDS,
  VARIANTS,
} from './variants.ts';

interface Heard {
  readonly id: number;
  readonly piece: string;
  readonly variant: string;
}

/** Seconds of sound of a piece at least: the original is cut out of it. */
const SHORTEST = SECONDS + 10;

export async function reportVariants(count: number): Promise<void> {
  const rendered = await renderedPairs(renderedMusic().slice(0, 2 * Math.floor(count / 3)));
  const sources = [...rendered, ...(await realPieces(count - rendered.length, SHORTEST))];
  const lossless = new Set(rendered.map((_, at) => pieceName(at)));
  const folder = await makeVariants(sources, (line) => process.stderr.write(`${line}\n`));
  await withHeardLibrary([folder], async (api) => {
    const tracks = await heardTracks(api);
    const pairs = await allPairs(api);
    printRecall(tracks, pairs);
    printFalse(tracks, pairs);
    await printKept(api, tracks, lossless);
  });
}

async function heardTracks(api: Api): Promise<Heard[]> {
  const { recordings } = await api.recordings.list.query({ after: 0, limit: 1000, least: 1 });
  const ids = recordings.flatMap(({ tracks }) => tracks);
  const heard: Heard[] = [];
  for (let at = 0; at < ids.length; at += 500) {
    const copies = await api.duplicates.copies.query({ ids: ids.slice(at, at + 500) });
    heard.push(...copies.map(({ id, path }) => ({ id, ...madeOf(path) })));
  }
  return heard;
}

async function allPairs(api: Api): Promise<SoundPair[]> {
  const pairs: SoundPair[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page: { matches: readonly SoundPair[]; after: number | null } = await api.duplicates.matches.query({
      after,
      limit: 500,
      least: 0.4,
    });
    pairs.push(...page.matches);
    after = page.after;
  }
  return pairs;
}

function printRecall(tracks: readonly Heard[], pairs: readonly SoundPair[]): void {
  const groups = recordingsOf(pairs.filter(({ score }) => score >= 0.75));
  const groupOf = new Map(groups.flatMap(({ ids }, group) => ids.map((id) => [id, group] as const)));
  const wholeOf = new Map(
    groups.flatMap(({ parts }, group) => parts.map(({ tracks: [part] }) => [part, group] as const)),
  );
  console.log('## Variants found to be the original\n');
  console.log(row('variant', 'kind', 'same recording', 'a part of it', 'found'));
  console.log(row('---', '---', '---', '---', '---'));
  for (const { name, kind } of VARIANTS) {
    const own = tracks.filter(({ variant }) => variant === name);
    const original = ({ piece }: Heard): Heard =>
      tracks.find((one) => one.piece === piece && one.variant === ORIGINAL)!;
    const homes = own.map((track) => [track, groupOf.get(original(track).id)] as const);
    const isIn = (of: ReadonlyMap<number, number>) =>
      homes.filter(([track, home]) => home !== undefined && of.get(track.id) === home).map(([track]) => track);
    const same = isIn(groupOf);
    const parts = isIn(wholeOf).filter((track) => !same.includes(track));
    console.log(row(name, kind, same.length, parts.length, share(same.length + parts.length, own.length)));
  }
  console.log();
}

function printFalse(tracks: readonly Heard[], pairs: readonly SoundPair[]): void {
  const byId = new Map(tracks.map((track) => [track.id, track]));
  const piecesOf = ({ tracks: [a, b] }: SoundPair): (string | undefined)[] => [byId.get(a)?.piece, byId.get(b)?.piece];
  const wrong = pairs.filter((pair) => {
    const [one, other] = piecesOf(pair);
    return one !== other;
  });
  const pieces = Map.groupBy(tracks, ({ piece }) => piece);
  const unrelated =
    (tracks.length * tracks.length - pieces.values().reduce((sum, { length }) => sum + length * length, 0)) / 2;
  const merged = wrong.filter(({ score, kind }) => kind === 'part' || score >= 0.75);
  console.log(
    `Pairs of other pieces: ${unrelated}; merged or called a part: ${merged.length}; called versions: ${wrong.length - merged.length}\n`,
  );
  for (const pair of wrong) console.log(`- ${pair.kind} ${pair.score.toFixed(2)}: ${piecesOf(pair).join(', ')}`);
}

async function printKept(api: Api, tracks: readonly Heard[], lossless: ReadonlySet<string>): Promise<void> {
  console.log(
    '## The copy that is kept, of the original and each variant of it, where the original never met an encoder\n',
  );
  console.log(row('variant', 'original kept', 'why not the variant'));
  console.log(row('---', '---', '---'));
  let [right, all] = [0, 0];
  for (const { name, isEqual = false } of VARIANTS) {
    const reasons = new Map<string, number>();
    let [kept, asked] = [0, 0];
    for (const { id, piece } of tracks.filter(({ variant }) => variant === name)) {
      // Of an original that was Ogg Vorbis once nobody can say that it is the better one.
      if (!lossless.has(piece)) continue;
      const original = tracks.find((one) => one.piece === piece && one.variant === ORIGINAL)!;
      const [best, other] = await api.duplicates.copies.query({ ids: [original.id, id] });
      asked += 1;
      if (isEqual || best!.id === original.id) kept += 1;
      const why = `${best!.id === original.id ? '' : 'variant kept: '}${other!.why}`.replaceAll(/\d+/g, 'n');
      reasons.set(why, (reasons.get(why) ?? 0) + 1);
    }
    right += kept;
    all += asked;
    const words = [...reasons].toSorted(([, a], [, b]) => b - a).map(([why, times]) => `${why} (${times})`);
    console.log(row(name, share(kept, asked), words.join('; ')));
  }
  console.log(`\nRight: ${share(right, all)}\n`);
}
