/** `descant albums`: lists albums, or one album with its tracks. */
import { ALBUM_SORTS, type AlbumCompleteness, type AlbumDetail, type AlbumRow } from '../../../app/model/albums.ts';
import { AS_OF, asOfOption } from '../as-of-option.ts';
import { readArguments, readNumber, refuseBeside, withLibrary } from '../command-line.ts';
import { countOf, formatDuration, printJson, printLines, table } from '../output.ts';
import { sortOption } from '../sort-option.ts';

const PAGE = 1000;

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {
    id: { type: 'string' },
    sort: { type: 'string' },
    limit: { type: 'string' },
    offset: { type: 'string' },
    ...AS_OF,
  });
  const query = positionals.join(' ');
  const order = sortOption(values.sort ?? 'artist', ALBUM_SORTS);
  const limit = values.limit === undefined ? Infinity : readNumber('--limit', values.limit, 0);
  const first = readNumber('--offset', values.offset ?? '0', 0);
  const id = values.id === undefined ? null : readNumber('--id', values.id, 1);
  if (id !== null) refuseBeside('--id', listOptions(values, positionals));
  const then = asOfOption(values['as-of']);
  return withLibrary(values.library, async ({ api }) => {
    if (id !== null) {
      const album = await api.albums.get.query({ id, ...then });
      if (values.json) printJson(album);
      else printLines(detailLines(album));
      return 0;
    }
    const albums: AlbumRow[] = [];
    let total = 0;
    for (let left = limit; left > 0;) {
      const size = Math.min(left, PAGE);
      const page = await api.albums.list.query({
        query,
        ...order,
        ...then,
        offset: first + albums.length,
        limit: size,
      });
      total = page.total;
      albums.push(...page.rows);
      left -= page.rows.length;
      if (page.rows.length < size) break;
    }
    if (values.json) printJson({ total, albums });
    else printLines(table(albums.map(albumCells)));
    return 0;
  });
}

/** What only lists of albums and artists read, and whether it was given. */
export function listOptions(
  values: { readonly sort?: string; readonly limit?: string; readonly offset?: string },
  words: readonly string[],
): Readonly<Record<string, boolean>> {
  const given = (['sort', 'limit', 'offset'] as const).map(
    (name) => [`--${name}`, values[name] !== undefined] as const,
  );
  return { 'the query': words.length > 0, ...Object.fromEntries(given) };
}

/** The cells of an album in a list. */
export function albumCells(album: AlbumRow): string[] {
  const { id, artist, title, year, tracks, duration, kind } = album;
  return [
    String(id),
    artist,
    title,
    year === null ? '' : String(year),
    countOf(tracks, 'track'),
    formatDuration(duration),
    kind,
    stateWords(album),
  ];
}

function stateWords({ state, missing }: AlbumRow): string {
  if (state !== 'incomplete') return state === 'complete' ? 'complete' : '';
  return missing === 0 ? 'discs missing' : `${missing} missing`;
}

function detailLines(album: AlbumDetail): string[] {
  const head = [
    `${album.title} — ${album.artist}`,
    [album.year, album.type, countOf(album.tracks, 'track'), formatDuration(album.duration), album.kind]
      .filter((part) => part !== null && part !== '')
      .join(', '),
    completenessWords(album.completeness),
  ].filter((line) => line !== '');
  const discs = album.discList.flatMap(({ disc, subtitle, tracks }) => [
    '',
    ...(album.discList.length > 1 || subtitle !== ''
      ? [`Disc ${disc ?? '?'}${subtitle === '' ? '' : `: ${subtitle}`}`]
      : []),
    ...table(
      tracks.map((track) => [
        String(track.trackNumber ?? ''),
        track.title,
        track.artist === album.artist ? '' : track.artist,
        formatDuration(track.duration),
        String(track.id),
      ]),
    ),
  ]);
  return [...head, ...discs];
}

/** In words, which tracks are missing. */
function completenessWords({ state, missingDiscs, gaps }: AlbumCompleteness): string {
  if (state === 'complete') return 'complete';
  if (state === 'unknown') return '';
  const tracks = gaps.map(({ disc, numbers }) => {
    const list = numbers.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ');
    return disc === null || (disc === 1 && gaps.length === 1) ? `track ${list}` : `disc ${disc} track ${list}`;
  });
  return `missing: ${[...missingDiscs.map((disc) => `disc ${disc}`), ...tracks].join('; ')}`;
}
