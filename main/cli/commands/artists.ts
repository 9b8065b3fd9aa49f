/** `descant artists`: lists artists, or the albums of one artist. */
import { ARTIST_SORTS, type ArtistDetail, type ListedArtist } from '../../../app/model/albums.ts';
import { AS_OF, asOfOption } from '../as-of-option.ts';
import { readArguments, readNumber, refuseBeside, withLibrary } from '../command-line.ts';
import { countOf, printJson, printLines, table } from '../output.ts';
import { sortOption } from '../sort-option.ts';
import { albumCells, listOptions } from './albums.ts';

const PAGE = 1000;

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {
    name: { type: 'string' },
    search: { type: 'string' },
    sort: { type: 'string' },
    limit: { type: 'string' },
    offset: { type: 'string' },
    ...AS_OF,
  });
  const order = sortOption(values.sort ?? 'name', ARTIST_SORTS);
  const limit = values.limit === undefined ? Infinity : readNumber('--limit', values.limit, 0);
  const first = readNumber('--offset', values.offset ?? '0', 0);
  const request = { query: positionals.join(' '), search: values.search ?? '', ...order };
  if (values.name !== undefined) {
    refuseBeside('--name', { ...listOptions(values, positionals), '--search': values.search !== undefined });
  }
  const then = asOfOption(values['as-of']);
  return withLibrary(values.library, async ({ api }) => {
    if (values.name !== undefined) {
      const artist = await api.artists.get.query({ name: values.name, ...then });
      if (values.json) printJson(artist);
      else printLines(detailLines(artist));
      return 0;
    }
    const artists: ListedArtist[] = [];
    let total = 0;
    for (let left = limit; left > 0;) {
      const size = Math.min(left, PAGE);
      const page = await api.artists.list.query({ ...request, ...then, offset: first + artists.length, limit: size });
      total = page.total;
      artists.push(...page.rows);
      left -= page.rows.length;
      if (page.rows.length < size) break;
    }
    if (values.json) printJson({ total, artists });
    else printLines(table(artists.map(cells)));
    return 0;
  });
}

function cells({ name, tracks, albums, appearsOn }: ListedArtist): string[] {
  return [
    name,
    countOf(tracks, 'track'),
    countOf(albums, 'album'),
    appearsOn === 0 ? '' : `on ${countOf(appearsOn, 'other album')}`,
  ];
}

function detailLines(artist: ArtistDetail): string[] {
  const { name, sortName, tracks, variants, albumList, appearsOnList } = artist;
  const listed = (heading: string, albums: ArtistDetail['albumList']): string[] =>
    albums.length === 0 ? [] : ['', heading, ...table(albums.map(albumCells))];
  return [
    sortName === name ? name : `${name} (${sortName})`,
    countOf(tracks, 'track'),
    ...(variants.length === 0 ? [] : [`also written: ${variants.join(', ')}`]),
    ...listed('Albums', albumList),
    ...listed('Appears on', appearsOnList),
  ];
}
