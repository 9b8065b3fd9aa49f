/**
 * Thirty typical queries, the values that tracks are counted by, and the lists of albums and artists. Beside those that
 * `beet ls` and mpd can answer, too, stands what they take.
 */
import type { RunningDescant } from './descant.ts';
import type { Beets } from './beets.ts';
import { percentile } from './measures.ts';
import type { RunningMpd } from './mpd.ts';

/** Rows on a screen. */
const PAGE = 60;

const QUERIES: readonly string[] = [
  ['ember', 'night willow', 'søster', 'lantern ash quarry', '"tide willow"'],
  ['artist:ember', 'title:night', 'album:tide', 'albumartist:glass', 'title:="Ember Tide"'],
  ['genre:rock', 'genre:=Rock|Jazz', '-genre:rock', 'missing:genre', 'mood:calm'],
  ['year:1990..1999', 'year:2000..', 'length:..4:30', 'added:-30d..', 'bpm:120..130'],
  ['title::^night', 'artist::(glass|ember)', 'path:glass', '/ember', 'rock , jazz year:1990..'],
  ['(ember , willow) -year:2000..', 'rating:4..', 'plays:0 random:7', 'year- artist+', 'folk added- limit:50'],
].flat();
const COUNTED = ['genre', 'artist', 'albumartist', 'album', 'year', 'decade', 'kind', 'composer', 'mood', 'rating'];

/** Queries that mean the same in beets; those of the language of both are written once. */
const IN_BEETS: readonly string[] = [
  ['ember', 'night willow', 'artist:ember', 'title:night', 'album:tide', 'albumartist:glass', 'genre:rock'],
  ['year:1990..1999', 'year:2000..', 'length:..4:30', 'title::^night', 'artist::(glass|ember)', 'path:glass'],
].flat();
/** Query → the same as a filter of mpd. */
const IN_MPD: ReadonlyMap<string, string> = new Map([
  ['ember', "(any contains 'ember')"],
  ['night willow', "((any contains 'night') AND (any contains 'willow'))"],
  ['artist:ember', "(artist contains 'ember')"],
  ['title:night', "(title contains 'night')"],
  ['album:tide', "(album contains 'tide')"],
  ['albumartist:glass', "(albumartist contains 'glass')"],
  ['genre:rock', "(genre contains 'rock')"],
  ['path:glass', "(file contains 'glass')"],
]);

export interface QueryFigures {
  /** Milliseconds of each query and of each count of values, of all tracks and of those with a genre. */
  readonly list: readonly (readonly [query: string, milliseconds: number])[];
  readonly counts: readonly (readonly [field: string, all: number, chosen: number])[];
  /** Milliseconds until the first page, with the totals. */
  readonly median: number;
  readonly p95: number;
  /** The slowest query and its time. */
  readonly slowest: readonly [query: string, milliseconds: number];
  /** The slowest count of values, of all tracks and of those with a genre. */
  readonly facets: readonly [field: string, milliseconds: number];
  /** The slowest of the first pages of albums and artists. */
  readonly albums: number;
}

export async function measureQueries({ api }: RunningDescant): Promise<QueryFigures> {
  // Albums are made behind the scan: the first list waits for them.
  await api.albums.list.query({});
  const list = await timed(QUERIES, (query) => api.tracks.list.query({ query, limit: PAGE }));
  const facets = await timed(COUNTED, (field) => api.facets.list.query({ field }));
  const chosen = await timed(COUNTED, (field) => api.facets.list.query({ field, chosen: { genre: ['Rock', 'Jazz'] } }));
  const albums = await timed(['artist', 'year'] as const, (sort) => api.albums.list.query({ sort, limit: PAGE }));
  const artists = await timed(['name', 'tracks'] as const, (sort) => api.artists.list.query({ sort, limit: PAGE }));
  const times = list.map(([, time]) => time);
  return {
    list,
    counts: facets.map(([field, time], index) => [field, time, chosen[index]![1]]),
    median: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    slowest: slowestOf(list),
    facets: slowestOf([...facets, ...chosen]),
    albums: slowestOf([...albums, ...artists])[1],
  };
}

async function timed<Request extends string>(
  requests: readonly Request[],
  send: (request: Request) => Promise<unknown>,
): Promise<[Request, number][]> {
  const times: [Request, number][] = [];
  for (const request of requests) {
    const started = performance.now();
    await send(request);
    times.push([request, performance.now() - started]);
  }
  return times;
}

function slowestOf(times: readonly [string, number][]): [string, number] {
  return times.reduce((slowest, one) => (one[1] > slowest[1] ? one : slowest));
}

export function printQueries({ median, p95, slowest, facets, albums }: QueryFigures): void {
  console.log(
    `\nFirst page of ${QUERIES.length} queries: p50 ${median.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms (goal ≤ 50); ` +
      `the slowest ${slowest[1].toFixed(0)} ms: ${slowest[0]}`,
  );
  console.log(
    `Values counted by a field: at most ${facets[1].toFixed(0)} ms (goal ≤ 100), by ${facets[0]}; ` +
      `albums and artists: at most ${albums.toFixed(0)} ms`,
  );
}

/** How long others take for the queries that they know. @returns query → time, in seconds of beets, in milliseconds of mpd */
export async function measureBeets(beets: Beets): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  for (const query of IN_BEETS) times.set(query, await beets.list(query));
  return times;
}

export async function measureMpdQueries(mpd: RunningMpd): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  for (const [query, filter] of IN_MPD) {
    const started = performance.now();
    await mpd.filter(filter, PAGE);
    times.set(query, performance.now() - started);
  }
  return times;
}

/** @param beets null where it is not there @param mpd the same */
export function printEachQuery(
  { list, counts }: QueryFigures,
  beets: ReadonlyMap<string, number> | null,
  mpd: ReadonlyMap<string, number> | null,
): void {
  const line = (...cells: string[]): void =>
    console.log(cells.map((cell, index) => (index === 0 ? cell.padEnd(34) : cell.padStart(16))).join(''));
  line('\nFirst page', 'Descant, ms', 'mpd, ms', 'beet ls, s');
  for (const [query, time] of list) {
    line(query, time.toFixed(1), mpd?.get(query)?.toFixed(1) ?? '', beets?.get(query)?.toFixed(2) ?? '');
  }
  line('\nValues counted by', 'all, ms', 'of a genre, ms');
  for (const [field, all, chosen] of counts) line(field, all.toFixed(1), chosen.toFixed(1));
}
