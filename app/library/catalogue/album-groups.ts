/**
 * Decides which tracks with one title of album are one album.
 *
 * A MusicBrainz release id decides where there is one. Other tracks are told apart by the artist of the album and by
 * their folders:
 * - The tracks of one folder are one album, unless several people each have tracks of their own with the same numbers:
 *   a folder of downloads may hold two albums called "Greatest Hits". Where the files name the artists of the albums,
 *   different names are different albums, unless they are many: then each track was given its own artist.
 * - A mark of a compilation, or "Various Artists", joins what else is in the folder.
 * - Folders hold parts of one album if it has the same artist and year in both and few numbers twice. Otherwise they
 *   hold two albums, or two copies of one.
 * - Folders of single discs count as the folder above them (`disc-names.ts`).
 *
 * A wrong split is a nuisance; a wrong merge hides an album. The result does not depend on the order of the tracks.
 */

/** Stands for "Various Artists" as the artist of an album. */
export const VARIOUS = '*';

export interface AlbumMember {
  readonly trackId: number;
  /** MusicBrainz release id, or null. */
  readonly release: string | null;
  /** Where the album lies: see `albumFolder`. */
  readonly folder: string;
  /** Folded artist of the album as the tags name it; `VARIOUS`; empty where they do not. */
  readonly credit: string;
  /** Folded first artist of the track; empty for none. */
  readonly artist: string;
  readonly isCompilation: boolean;
  readonly year: number | null;
  readonly disc: number | null;
  readonly number: number | null;
}

/** How many albums of one artist, title and year are compared before a folder counts as one more. */
const MOST_COMPARED = 20;
/** So many artists of an album in one folder, each with few tracks, are artists of tracks. */
const MANY_CREDITS = 3;

/** Tracks that are one album for sure, and what is known of it. */
interface Part {
  readonly release: string | null;
  readonly person: string;
  readonly members: AlbumMember[];
}

/** @returns the tracks of each album, in the order of their ids */
export function groupAlbums(members: readonly AlbumMember[]): AlbumMember[][] {
  const sorted = [...members].sort((a, b) => a.trackId - b.trackId);
  const parts = [...byKey(sorted, ({ folder }) => folder).values()].flatMap(partsOfFolder);
  return joinParts(parts)
    .map((group) => group.sort((a, b) => a.trackId - b.trackId))
    .sort((a, b) => a[0]!.trackId - b[0]!.trackId);
}

/** The albums of one folder. */
function partsOfFolder(members: readonly AlbumMember[]): Part[] {
  const releases = byKey(
    members.filter(({ release }) => release !== null),
    ({ release }) => release!,
  );
  const parts = Array.from(releases, ([release, tracks]): Part => ({
    release,
    person: personOf(tracks),
    members: tracks,
  }));
  const others = members.filter(({ release }) => release === null);
  if (others.length === 0) return parts;
  // Tracks that an identification has left out belong to the one release beside them.
  if (parts.length === 1 && !collide(parts[0]!.members, others)) {
    parts[0]!.members.push(...others);
    return parts;
  }
  return [...parts, ...partsOfPeople(others)];
}

function partsOfPeople(members: readonly AlbumMember[]): Part[] {
  const part = (tracks: AlbumMember[]): Part => ({ release: null, person: personOf(tracks), members: tracks });
  const people = byKey(members, (member) => member.credit || member.artist);
  const groups = [...people.values()];
  if (groups.length === 1 || members.some((member) => isVarious(member))) return [part([...members])];
  const isCredited = groups.filter((group) => group.some(({ credit }) => credit !== ''));
  const isScattered = groups.length >= MANY_CREDITS && groups.every((group) => group.length * 2 <= members.length);
  if (isCredited.length > 1 ? isScattered && !anyCollide(groups) : !areAlbums(groups)) return [part([...members])];
  return groups.map(part);
}

/** Whether the tracks of several people are an album each: the numbers are taken twice, or there are none. */
function areAlbums(groups: readonly AlbumMember[][]): boolean {
  if (groups.some((group) => group.length < 2)) return false;
  return anyCollide(groups) || groups.flat().every(({ number }) => number === null);
}

function anyCollide(groups: readonly AlbumMember[][]): boolean {
  const places = groups.flatMap((group) => [...placesOf(group)]);
  return new Set(places).size < places.length;
}

/** Joins parts of one release, and parts of one person's album in several folders. */
function joinParts(parts: readonly Part[]): AlbumMember[][] {
  const albums: AlbumMember[][] = [];
  const releases = new Map<string, AlbumMember[]>();
  const ofPerson = new Map<string, { readonly years: Set<number>; readonly members: AlbumMember[] }[]>();
  for (const { release, person, members } of [...parts].sort(byFirstTrack)) {
    if (release !== null) {
      const known = releases.get(release);
      if (known) known.push(...members);
      else {
        releases.set(release, members);
        albums.push(members);
      }
      continue;
    }
    const candidates = ofPerson.get(person) ?? [];
    const years = yearsOf(members);
    const same =
      person === ''
        ? undefined
        : candidates
            .slice(0, MOST_COMPARED)
            .find((one) => sameYear(one.years, years) && !mostlyCollide(one.members, members));
    if (same) {
      same.members.push(...members);
      for (const year of years) same.years.add(year);
      continue;
    }
    candidates.push({ years, members });
    ofPerson.set(person, candidates);
    albums.push(members);
  }
  return albums;
}

function byFirstTrack(a: Part, b: Part): number {
  return a.members[0]!.trackId - b.members[0]!.trackId;
}

/** Whose album the tracks are: the artist of the album, or who has most of the tracks; various where nobody has. */
export function personOf(members: readonly AlbumMember[]): string {
  if (members.some((member) => isVarious(member))) return VARIOUS;
  const credits = byKey(
    members.filter(({ credit }) => credit !== ''),
    ({ credit }) => credit,
  );
  const people = credits.size > 0 ? credits : byKey(members, ({ artist }) => artist);
  const of = [...people.values()].reduce((sum, { length }) => sum + length, 0);
  const [person, tracks] = [...people].reduce((most, one) => (one[1].length > most[1].length ? one : most));
  return people.size === 1 || tracks.length * 2 > of ? person : VARIOUS;
}

function isVarious({ credit, isCompilation }: AlbumMember): boolean {
  return credit === VARIOUS || (isCompilation && credit === '');
}

function yearsOf(members: readonly AlbumMember[]): Set<number> {
  return new Set(members.flatMap(({ year }) => year ?? []));
}

function sameYear(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return a.size === 0 || b.size === 0 || [...a].some((year) => b.has(year));
}

/** The numbers of tracks, with their discs. */
function placesOf(members: readonly AlbumMember[]): Set<string> {
  return new Set(members.flatMap(({ disc, number }) => (number === null ? [] : `${disc ?? 1}/${number}`)));
}

function commonPlaces(a: readonly AlbumMember[], b: readonly AlbumMember[]): { common: number; least: number } {
  const [left, right] = [placesOf(a), placesOf(b)];
  return { common: [...left].filter((place) => right.has(place)).length, least: Math.min(left.size, right.size) };
}

function collide(a: readonly AlbumMember[], b: readonly AlbumMember[]): boolean {
  return commonPlaces(a, b).common > 0;
}

function mostlyCollide(a: readonly AlbumMember[], b: readonly AlbumMember[]): boolean {
  const { common, least } = commonPlaces(a, b);
  return common * 2 > least;
}

function byKey(members: readonly AlbumMember[], keyOf: (member: AlbumMember) => string): Map<string, AlbumMember[]> {
  const groups = new Map<string, AlbumMember[]>();
  for (const member of members) {
    const key = keyOf(member);
    const group = groups.get(key);
    if (group) group.push(member);
    else groups.set(key, [member]);
  }
  return groups;
}
