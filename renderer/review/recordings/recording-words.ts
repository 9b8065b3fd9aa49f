/** Names of recordings in the address, and what is told about them in words. Pure. */
import type { LoggedChange, RecordingMetadata } from '../../../app/model/recordings.ts';

/** The place of the page, and before a slash and a gid one recording. */
export const RECORDINGS = 'recordings';

/** Whether an address of the page is about recordings. */
export function isOfRecordings(item: string): boolean {
  return item === RECORDINGS || gidIn(item) !== null;
}

/** The gid in `recordings/GID`; `null` for the list. */
export function gidIn(item: string): string | null {
  const [place, gid] = item.split('/');
  return place === RECORDINGS && gid !== undefined && gid !== '' ? gid : null;
}

/** What programs have told of it, in the order in which people name it. */
export function toldWords({ artist, track, album, year }: RecordingMetadata): string {
  return [artist, track, album, year === 0 ? '' : String(year)].filter(Boolean).join(' – ');
}

/** A merge or a split is a change of each of its tracks, too: it is told once. */
export function changesOnce(changes: readonly LoggedChange[]): readonly LoggedChange[] {
  return changes.filter(({ note, batch }, at) => note !== changes[at - 1]?.note || batch !== changes[at - 1]?.batch);
}
