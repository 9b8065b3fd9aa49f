/** Thirty typical queries, the values that tracks are counted by, and the lists of albums and artists. */
import type { RunningDescant } from './descant.ts';
import { percentile } from './measures.ts';

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

export interface QueryFigures {
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
