/**
 * Collects the releases that a cluster of files may be: those of the library, and those that MusicBrainz has. The dumps
 * are asked first; MusicBrainz itself, where it is on, for what they do not have.
 */
import type { FileFacts, SoundEvidence } from './matching/compared-file.ts';
import { commonest } from './matching/match-release.ts';
import type { SourceProblems } from './problems.ts';
import type { Release } from './release.ts';
import { requireContact, type IdentificationSettings } from './source-settings.ts';
import type { CopiedAlbum } from './sources/library-releases.ts';
import type { FoundRelease, MusicBrainz } from './sources/musicbrainz.ts';
import type { OfflineSource } from './sources/offline.ts';

/** Releases that the sound names and that are asked for. */
const MOST_HEARD = 4;
/** Releases that a search has found and that are asked for. */
const MOST_SEARCHED = 3;
/** From this score of a search, up to 100, a release is asked for. */
const FITS = 60;

/** What is known of a cluster before MusicBrainz is asked. */
export interface KnownOfCluster {
  readonly files: readonly FileFacts[];
  readonly evidence: readonly SoundEvidence[];
  readonly copied: readonly CopiedAlbum[];
  /** How many tracks releases have, as far as AcoustID tells. */
  readonly trackCounts: ReadonlyMap<string, number>;
  /** The release that a person names; null where nobody does. */
  readonly asked: string | null;
}

export class ReleaseFinder {
  readonly #dumps: OfflineSource | null;
  readonly #musicBrainz: MusicBrainz;
  readonly #settings: IdentificationSettings;
  readonly #problems: SourceProblems;

  /** @param dumps null where they are not asked */
  constructor(
    dumps: OfflineSource | null,
    musicBrainz: MusicBrainz,
    settings: IdentificationSettings,
    problems: SourceProblems,
  ) {
    this.#dumps = dumps;
    this.#musicBrainz = musicBrainz;
    this.#settings = settings;
    this.#problems = problems;
  }

  async find(known: KnownOfCluster, signal: AbortSignal): Promise<Release[]> {
    const { asked, copied } = known;
    const own = asked === null ? copied.map(({ release }) => release) : [];
    if (this.#dumps === null && !this.#settings['identify.musicbrainz']) return own;
    const named = asked === null ? await this.#likely(known, signal) : [asked];
    const releases = new Map<string, Release>();
    for (const id of named) {
      const release = await this.#load(id, signal);
      // A release that was merged into another comes under the other's id.
      if (release !== null) releases.set(release.id, release);
    }
    // What the tags of copies say of a release gives way to what MusicBrainz says of it.
    const others = copied.filter(({ releaseId }) => releaseId === '' || !releases.has(releaseId));
    return [...releases.values(), ...(asked === null ? others.map(({ release }) => release) : [])];
  }

  async #load(id: string, signal: AbortSignal): Promise<Release | null> {
    const dumps = this.#dumps;
    const known = dumps && (await this.#problems.attempt('dumps', () => dumps.release(id, signal), null));
    if (known !== null || !this.#settings['identify.musicbrainz']) return known;
    const ask = (): Promise<Release | null> => {
      requireContact(this.#settings);
      return this.#musicBrainz.release(this.#settings['identify.musicbrainz-url'], id, signal);
    };
    return this.#problems.attempt('musicbrainz', ask, null);
  }

  /** Ids of the releases to ask for, the likeliest first. */
  async #likely(known: KnownOfCluster, signal: AbortSignal): Promise<readonly string[]> {
    const { files, copied } = known;
    const { ids: heard, on } = heardReleases(known);
    const ids = [
      commonest(files.map(({ releaseId }) => releaseId)),
      ...copied.map(({ releaseId }) => releaseId),
      ...heard,
    ].filter((id) => id !== '');
    // Where the sound has not told the album of most files, its name may.
    if (ids.length === 0 || (ids.length === heard.length && on * 2 < files.length)) {
      ids.push(...(await this.#searched(files, signal)));
    }
    return [...new Set(ids)];
  }

  async #searched(files: readonly FileFacts[], signal: AbortSignal): Promise<readonly string[]> {
    const { title, artist } = wordsOf(files);
    if (title === '') return [];
    const dumps = this.#dumps;
    const known = dumps ? await this.#problems.attempt('dumps', () => dumps.search(title, artist, signal), []) : [];
    const fitting = known.filter(({ score }) => score >= FITS);
    const found =
      fitting.length > 0 || !this.#settings['identify.musicbrainz']
        ? fitting
        : await this.#searchMusicBrainz(title, artist, signal);
    const farther = ({ tracks }: FoundRelease): number => Math.abs((tracks ?? files.length * 2) - files.length);
    return found
      .filter(({ score }) => score >= FITS)
      .sort((a, b) => farther(a) - farther(b) || b.score - a.score)
      .slice(0, MOST_SEARCHED)
      .map(({ id }) => id);
  }

  #searchMusicBrainz(title: string, artist: string, signal: AbortSignal): Promise<readonly FoundRelease[]> {
    const ask = (): Promise<readonly FoundRelease[]> => {
      requireContact(this.#settings);
      return this.#musicBrainz.search(this.#settings['identify.musicbrainz-url'], title, artist, signal);
    };
    return this.#problems.attempt('musicbrainz', ask, []);
  }
}

/** The releases that most of the files are heard on; of equal ones those with as many tracks as there are files. */
function heardReleases({ files, evidence, trackCounts }: KnownOfCluster): {
  readonly ids: readonly string[];
  /** Files that are on the first of them. */
  readonly on: number;
} {
  const votes = new Map<string, number>();
  for (const { releases } of evidence) for (const id of releases) votes.set(id, (votes.get(id) ?? 0) + 1);
  const farther = (id: string): number => Math.abs((trackCounts.get(id) ?? files.length * 2) - files.length);
  const ranked = [...votes].sort(([a, ofA], [b, ofB]) => ofB - ofA || farther(a) - farther(b) || (a < b ? -1 : 1));
  return { ids: ranked.slice(0, MOST_HEARD).map(([id]) => id), on: ranked[0]?.[1] ?? 0 };
}

/** What to search for: the album and its artist in the tags, else what the folder is called: `Artist - Album (2016)`. */
function wordsOf(files: readonly FileFacts[]): { readonly title: string; readonly artist: string } {
  const title = commonest(files.map(({ album }) => album));
  const artists = files.map((file) => (file.albumArtist === '' ? file.artist : file.albumArtist));
  const artist = commonest(artists);
  const isShared = artists.filter((one) => one === artist).length * 2 > files.length;
  if (title !== '') return { title, artist: isShared ? artist : '' };
  const folder = files[0]!.folder.slice(files[0]!.folder.lastIndexOf('/') + 1);
  const plain = folder.replace(/[([{][^)\]}]*[)\]}]/g, ' ').trim();
  const [first, ...rest] = plain.split(/\s+[-–—]\s+/);
  if (rest.length === 0) return { title: plain, artist: isShared ? artist : '' };
  return { title: rest.at(-1)!, artist: first! };
}
