/**
 * The metadata of a recording in the form in which a lookup asks for it: recordings, with their release groups, releases
 * and tracks below them, as far as the tags of the library's files know them.
 */
import type { AnswerObject } from './answer-format.ts';
import type {
  AnsweredGroup,
  AnsweredMedium,
  AnsweredRecording,
  AnsweredRelease,
  Artists,
} from './answered-recording.ts';
import { artistCredit } from './artist-credit.ts';
import { mbidsOf, type KnownMbid, type KnownRecording, type KnownTrack } from './known-recording.ts';
import { withoutRepeats } from './compressed-metadata.ts';

/** Recordings without an MBID that are told: what clients have said about one of them may differ often. */
const MOST_USER_METADATA = 10;

type Wanted = ReadonlySet<string>;

/** What a result of a lookup gets beside id and score; empty where nothing is wanted or known. */
export function metadataOf(recording: KnownRecording, wanted: Wanted): AnswerObject {
  if (wanted.has('recordings') || wanted.has('recordingids')) {
    const recordings = recordingsOf(recording, wanted);
    const told = wanted.has('compress') ? recordings.map(withoutRepeats) : recordings;
    return told.length === 0 ? {} : { recordings: plain(told) };
  }
  const parts = releaseParts(
    mbidsOf(recording).flatMap(({ tracks }) => tracks),
    wanted,
  );
  const told = wanted.has('compress') ? withoutRepeats(parts) : parts;
  return plain(told);
}

function recordingsOf(recording: KnownRecording, wanted: Wanted): readonly AnsweredRecording[] {
  const known = mbidsOf(recording).map((mbid) => knownRecording(recording, mbid, wanted));
  if (known.length > 0 || !wanted.has('usermeta')) return known;
  return [...recording.tracks.map((track) => userRecording(track, wanted)), ...submittedRecordings(recording, wanted)]
    .filter(isNew())
    .slice(0, MOST_USER_METADATA);
}

function knownRecording(recording: KnownRecording, { mbid, sources, tracks }: KnownMbid, wanted: Wanted) {
  const counted = wanted.has('sources') ? { sources } : {};
  if (!wanted.has('recordings')) return { id: mbid, ...counted, ...releaseParts(tracks, wanted) };
  const [track] = tracks;
  const [said] = recording.metadata;
  return {
    id: mbid,
    ...counted,
    ...(track ? trackFacts(track, wanted) : said ? submittedFacts(said) : {}),
    ...releaseParts(tracks, wanted),
  };
}

function trackFacts({ tags, duration }: KnownTrack, wanted: Wanted): AnswerObject & AnsweredRecording {
  const isrcs = tags['isrc'] ?? [];
  return {
    title: tags['title']?.[0] ?? '',
    ...(duration > 0 ? { duration: Math.round(duration) } : {}),
    ...optional('artists', artistsOf(tags)),
    ...(wanted.has('isrcs') && isrcs.length > 0 ? { isrcs } : {}),
  };
}

/** A recording of a file without an MBID, by its tags. */
function userRecording(track: KnownTrack, wanted: Wanted): AnsweredRecording {
  const { tags } = track;
  const album = tags['album']?.[0];
  const release = { title: album, ...optional('artists', albumArtistsOf(tags)) };
  return {
    ...trackFacts(track, wanted),
    ...(wanted.has('sources') ? { sources: 1 } : {}),
    ...(album === undefined ? {} : userReleases(release, wanted)),
  };
}

function submittedRecordings({ metadata }: KnownRecording, wanted: Wanted): readonly AnsweredRecording[] {
  return metadata.map((said) => ({
    ...submittedFacts(said),
    ...(wanted.has('sources') ? { sources: said.sources } : {}),
    ...(said.album === null
      ? {}
      : userReleases(
          { title: said.album, ...optional('artists', said.albumArtist === null ? [] : [{ name: said.albumArtist }]) },
          wanted,
        )),
  }));
}

function submittedFacts({ track, artist }: KnownRecording['metadata'][number]): AnsweredRecording {
  return {
    ...(track === null ? {} : { title: track }),
    ...(artist === null ? {} : { artists: [{ name: artist }] }),
  };
}

function userReleases(release: AnsweredRelease, wanted: Wanted): AnsweredRecording {
  if (wantsGroups(wanted)) return { releasegroups: [release] };
  return wantsReleases(wanted) ? { releases: [release] } : {};
}

const wantsGroups = (wanted: Wanted): boolean => wanted.has('releasegroups') || wanted.has('releasegroupids');
const wantsReleases = (wanted: Wanted): boolean => wanted.has('releases') || wanted.has('releaseids');

/** Release groups or releases of files, as they are wanted. */
function releaseParts(tracks: readonly KnownTrack[], wanted: Wanted): AnsweredRecording {
  const released = tracks.filter(({ tags }) => tags['musicbrainz_albumid']?.[0] !== undefined);
  if (released.length === 0) return {};
  if (wantsGroups(wanted)) return { releasegroups: groupsOf(released, wanted) };
  return wantsReleases(wanted) ? { releases: releasesOf(released, wanted) } : {};
}

function groupsOf(tracks: readonly KnownTrack[], wanted: Wanted): readonly AnsweredGroup[] {
  // A release without a group is one of its own: it would be lost otherwise.
  const groups = Map.groupBy(
    tracks,
    ({ tags }) => tags['musicbrainz_releasegroupid']?.[0] ?? tags['musicbrainz_albumid']![0]!,
  );
  return [...groups.values()].map((members) => {
    const { tags } = members[0]!;
    const [type, ...secondary] = (tags['releasetype'] ?? []).flatMap((text) => text.split(/\s*[;/+]\s*/)).map(capital);
    const id = optional('id', tags['musicbrainz_releasegroupid']?.[0]);
    return {
      ...id,
      ...(wanted.has('releasegroups')
        ? {
            title: tags['album']?.[0] ?? '',
            ...optional('type', type),
            ...optional('secondarytypes', secondary),
            ...optional('artists', albumArtistsOf(tags)),
          }
        : {}),
      ...(wantsReleases(wanted) ? { releases: releasesOf(members, wanted) } : {}),
    };
  });
}

function releasesOf(tracks: readonly KnownTrack[], wanted: Wanted): readonly AnsweredRelease[] {
  const releases = Map.groupBy(tracks, ({ tags }) => tags['musicbrainz_albumid']![0]!);
  return [...releases].map(([id, members]) => {
    const { tags } = members[0]!;
    const mediums = wanted.has('tracks') ? { mediums: mediumsOf(members) } : {};
    return wanted.has('releases') ? { id, ...releaseFacts(tags), ...mediums } : { id, ...mediums };
  });
}

function releaseFacts(tags: KnownTrack['tags']): AnsweredRelease {
  const discs = numberOf(tags['totaldiscs']);
  const event = {
    ...optional('country', tags['releasecountry']?.[0]),
    ...optional('date', dateOf(tags['releasedate']?.[0] ?? tags['date']?.[0] ?? '')),
  };
  const hasEvent = Object.keys(event).length > 0;
  return {
    title: tags['album']?.[0] ?? '',
    ...optional('artists', albumArtistsOf(tags)),
    ...optional('medium_count', discs),
    // The tags tell the tracks of a disc.
    ...optional('track_count', (discs ?? 1) === 1 ? numberOf(tags['totaltracks']) : undefined),
    ...event,
    ...(hasEvent ? { releaseevents: [event] } : {}),
  };
}

function mediumsOf(tracks: readonly KnownTrack[]): readonly AnsweredMedium[] {
  const mediums = Map.groupBy(tracks, ({ tags }) => numberOf(tags['discnumber']) ?? 1);
  return [...mediums]
    .toSorted(([a], [b]) => a - b)
    .map(([position, members]) => {
      const { tags } = members[0]!;
      return {
        position,
        ...optional('track_count', numberOf(tags['totaltracks'])),
        ...optional('format', tags['media']?.[0]),
        ...optional('title', tags['discsubtitle']?.[0]),
        tracks: members.map((member) => ({
          ...optional('id', member.tags['musicbrainz_trackid']?.[0]),
          ...optional('position', numberOf(member.tags['tracknumber'])),
          title: member.tags['title']?.[0] ?? '',
          ...optional('artists', artistsOf(member.tags)),
        })),
      };
    });
}

function artistsOf(tags: KnownTrack['tags']): Artists {
  return artistCredit(tags['artist'] ?? [], tags['artists'] ?? [], tags['musicbrainz_artistid'] ?? []);
}

function albumArtistsOf(tags: KnownTrack['tags']): Artists {
  return artistCredit(tags['albumartist'] ?? [], [], tags['musicbrainz_albumartistid'] ?? []);
}

/** The parts of a date that its text has: 1999, 1999-05 or 1999-05-21. */
function dateOf(text: string): AnswerObject | undefined {
  const [, year, month, day] = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?/.exec(text) ?? [];
  if (year === undefined) return undefined;
  return {
    year: Number(year),
    ...optional('month', numberOf([month ?? ''])),
    ...optional('day', numberOf([day ?? ''])),
  };
}

/** The number that a text begins with, from 1 on. */
function numberOf(texts: readonly string[] | undefined): number | undefined {
  const value = Number.parseInt(texts?.[0] ?? '', 10);
  return value > 0 ? value : undefined;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** The property, unless its value is undefined or an empty list. */
function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return {};
  return { [name]: value } as { readonly [Key in Name]?: Value };
}

/** Finds whether an object has not been seen before. */
function isNew(): (value: object) => boolean {
  const seen = new Set<string>();
  return (value) => {
    const text = JSON.stringify(value);
    const size = seen.size;
    return seen.add(text).size > size;
  };
}

/** The types of this file describe a part of what their objects hold; an answer may have any property. */
function plain<Value extends object>(value: Value): AnswerObject & Value & readonly AnswerObject[] {
  return value as AnswerObject & Value & readonly AnswerObject[];
}
