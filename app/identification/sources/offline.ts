/** A source that answers what AcoustID and MusicBrainz answer, from data on this machine. */
import type { Release } from '../release.ts';
import type { AskedSound } from './acoustid.ts';
import type { HeardSounds } from './heard-sounds.ts';
import type { FoundRelease } from './musicbrainz.ts';

export interface OfflineSource {
  /** Whether there is anything to ask. */
  isThere(): Promise<boolean>;
  /** What is known of the sounds; those that are not known are left out. @throws WebError */
  lookup(sounds: readonly AskedSound[], signal: AbortSignal): Promise<HeardSounds>;
  /** @returns null where there is no such release @throws WebError */
  release(id: string, signal: AbortSignal): Promise<Release | null>;
  /** Releases of this title; the artist may be empty. @throws WebError */
  search(title: string, artist: string, signal: AbortSignal): Promise<readonly FoundRelease[]>;
}
