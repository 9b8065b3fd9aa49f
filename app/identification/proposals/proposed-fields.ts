/**
 * The tags that a release gives to a file, under Picard's names. What the source does not tell is left out: nothing is
 * ever removed.
 */
import { findField } from '../../../fuse/fields/find-field.ts';
import type { ProposedField } from '../../model/identification.ts';
import { comparedText } from '../matching/text-distance.ts';
import { creditSortText, creditText, isByVarious, type Credit, type Release, type ReleaseTrack } from '../release.ts';

export type ProposedTags = ReadonlyMap<string, readonly string[]>;

/** @param acoustid of the file; empty where it is not known */
export function proposedTags(release: Release, track: ReleaseTrack, acoustid: string): ProposedTags {
  const medium = release.media.find(({ position }) => position === track.disc);
  const ids = (credits: readonly Credit[]): string[] => credits.map(({ id }) => id).filter((id) => id !== '');
  const isMusicBrainz = release.source === 'musicbrainz';
  const tags: readonly (readonly [string, readonly string[]])[] = [
    ['title', [track.title]],
    ['artist', [creditText(track.credits)]],
    ['artists', track.credits.length > 1 ? track.credits.map(({ name }) => name) : []],
    ['artistsort', [creditSortText(track.credits)]],
    ['album', [release.title]],
    ['albumartist', [creditText(release.credits)]],
    ['albumartistsort', [creditSortText(release.credits)]],
    ['tracknumber', track.position > 0 || isMusicBrainz ? [String(track.position)] : []],
    ['totaltracks', medium && medium.tracks > 0 ? [String(medium.tracks)] : []],
    ['discnumber', release.media.length > 0 ? [String(track.disc)] : []],
    ['totaldiscs', release.media.length > 0 ? [String(release.media.length)] : []],
    ['discsubtitle', [medium?.title ?? '']],
    ['media', [medium?.format ?? '']],
    ['date', [release.date]],
    ['originaldate', [release.firstDate]],
    ['label', release.labels.map(({ name }) => name)],
    ['catalognumber', release.labels.map(({ catalogNumber }) => catalogNumber)],
    ['barcode', [release.barcode]],
    ['isrc', track.isrcs],
    ['releasecountry', [release.country]],
    ['releasestatus', [release.status.toLowerCase()]],
    ['releasetype', release.types.map((type) => type.toLowerCase())],
    ['asin', [release.asin]],
    ['script', [release.script]],
    ['compilation', isByVarious(release) ? ['1'] : []],
    ['musicbrainz_recordingid', [track.recordingId]],
    ['musicbrainz_trackid', [track.trackId]],
    ['musicbrainz_albumid', isMusicBrainz ? [release.id] : []],
    ['musicbrainz_artistid', ids(track.credits)],
    ['musicbrainz_albumartistid', ids(release.credits)],
    ['musicbrainz_releasegroupid', [release.groupId]],
    ['acoustid_id', [acoustid]],
  ];
  return new Map(
    tags.flatMap(([field, values]) => {
      const told = [...new Set(values.filter((value) => value !== ''))];
      return told.length > 0 ? [[field, told] as const] : [];
    }),
  );
}

/** Fields whose values are the same in all files of a release, whatever the track is. */
export const ALBUM_FIELDS: ReadonlySet<string> = new Set([
  'album',
  'albumartist',
  'albumartistsort',
  'totaldiscs',
  'date',
  'originaldate',
  'label',
  'catalognumber',
  'barcode',
  'releasecountry',
  'releasestatus',
  'releasetype',
  'asin',
  'script',
  'compilation',
  'musicbrainz_albumid',
  'musicbrainz_albumartistid',
  'musicbrainz_releasegroupid',
]);

/** Those of the proposed tags that a file does not have, with what it has instead. */
export function differingFields(
  tags: ProposedTags,
  valuesNow: (field: string) => readonly string[] | null,
  sourceOf: (field: string) => ProposedField['source'],
): { readonly fields: ProposedField[]; readonly agreeing: number } {
  const fields: ProposedField[] = [];
  for (const [field, after] of tags) {
    const values = valuesNow(field);
    const before = values === null || values.length === 0 ? null : values;
    if (before !== null && isSame(field, before, after)) continue;
    fields.push({ field, before, after, source: sourceOf(field), difference: differenceOf(before, after) });
  }
  return { fields, agreeing: tags.size - fields.length };
}

/** `01` is the number 1; other values are the same to the letter. */
function isSame(field: string, before: readonly string[], after: readonly string[]): boolean {
  if (before.length !== after.length) return false;
  const isNumber = findField(field)?.type === 'number';
  return before.every(
    (value, at) => value === after[at] || (isNumber && /^\d+$/.test(value) && Number(value) === Number(after[at])),
  );
}

function differenceOf(before: readonly string[] | null, after: readonly string[]): ProposedField['difference'] {
  if (before === null) return 'new';
  const [one, other] = [before, after].map((values) => comparedText(values.join('; ')).whole);
  return one === other ? 'spelling' : 'other';
}
