/** The report of an import in lines for people. */
import type {
  FoundBy,
  ImportedPlaylistResult,
  ImportedValue,
  ImportOutcome,
  ImportReport,
} from '../../app/model/imports.ts';
import { countOf, table } from './output.ts';

const BY: Readonly<Record<FoundBy, string>> = {
  path: 'by path',
  moved: 'in moved folders',
  musicbrainz: 'by MusicBrainz recording',
  acoustid: 'by AcoustID',
  tags: 'by tags and length',
  sound: 'by the sound',
};
const VALUES: Readonly<Record<ImportedValue, string>> = {
  ratings: 'ratings',
  favourites: 'favourites',
  notes: 'notes',
  plays: 'plays',
  skips: 'skips',
  lastPlayed: 'last played',
  added: 'dates of addition',
  fields: 'other fields',
};
const SOURCES: Readonly<Record<ImportReport['kind'], string>> = {
  beets: 'beets',
  itunes: 'iTunes',
  rhythmbox: 'Rhythmbox',
  strawberry: 'Strawberry',
  clementine: 'Clementine',
  quodlibet: 'Quod Libet',
  foobar2000: 'foobar2000',
  musicbee: 'MusicBee',
};

export function importLines(report: ImportReport): string[] {
  const { found, notFound, values, dryRun, batch } = report;
  const by = (Object.keys(BY) as FoundBy[]).filter((way) => found[way] > 0).map((way) => `${found[way]} ${BY[way]}`);
  const missing = [
    ...(notFound.unknown > 0 ? [`${notFound.unknown} not found`] : []),
    ...(notFound.ambiguous > 0 ? [`${notFound.ambiguous} ambiguous`] : []),
  ];
  const rows = (Object.keys(VALUES) as ImportedValue[])
    .filter((value) => values[value].inSource > 0)
    .map((value) => {
      const { inSource, found: ofTracks, changed, kept } = values[value];
      return [VALUES[value], String(inSource), String(ofTracks), String(changed), String(kept)];
    });
  return [
    `${SOURCES[report.kind]}, ${report.path}: ${countOf(report.records, 'record')}`,
    ...(report.records > 0 ? [`found: ${[...by, ...missing].join(', ')}`] : []),
    ...report.moves.slice(0, 10).map(({ from, to, files }) => `moved: ${from} → ${to} (${countOf(files, 'file')})`),
    ...(rows.length > 0
      ? table([['', 'in source', 'found', dryRun ? 'would change' : 'changed', 'kept'], ...rows])
      : []),
    ...report.playlists.map(playlistLine),
    ...(nothingIn(report)
      ? ['there is nothing in it to import; if the program has tracks, have it write the library anew']
      : [endLine(report.tracks, dryRun, batch)]),
  ];
}

/** Whether a library has no record of a file and no playlist. */
export function nothingIn({ records, playlists }: ImportReport): boolean {
  return records === 0 && playlists.length === 0;
}

/** A record that was not found, and why. */
export function notFoundLine({ path, title, artist, reason, tracks }: ImportOutcome): string {
  const name = [artist, title].filter((text) => text !== '').join(' – ');
  const what = path === null ? name : name === '' ? path : `${path} (${name})`;
  return reason === 'ambiguous' ? `ambiguous: ${what}: tracks ${tracks.join(', ')}` : `not found: ${what}`;
}

function playlistLine({ name, folders, outcome, tracks, notFound, loss }: ImportedPlaylistResult): string {
  const parts = [
    outcome,
    ...(tracks === null ? [] : [countOf(tracks, 'track')]),
    ...(notFound > 0 ? [`${notFound} not found`] : []),
    ...(loss === null ? [] : [loss]),
  ];
  return `playlist ${[...folders, name].join('/')}: ${parts.join(', ')}`;
}

function endLine(tracks: number, dryRun: boolean, batch: number | null): string {
  if (dryRun) return `nothing was changed; ${countOf(tracks, 'track')} would be`;
  return batch === null ? 'nothing is new' : `${countOf(tracks, 'track')} changed; descant undo ${batch} takes it back`;
}
