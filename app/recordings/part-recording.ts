/**
 * Takes apart a recording of which a later comparison says that two of its tracks are not the same: tracks that no other
 * comparison joins to the rest become a recording of their own, together with those that they still sound the same as.
 *
 * What a person has placed stays, and so does what is joined to it. So does a track that is still to be compared.
 */
import { readFileFingerprint } from '../recognition/stored-fingerprint.ts';
import type { Connection } from '../storage/connection.ts';
import { groupsApart } from './groups-apart.ts';
import { gidOfFingerprint } from './recording-gid.ts';
import type { RecordingWriter } from './recording-writer.ts';
import type { SoundPairs } from './sound-pairs.ts';

/** Inside a transaction. @param root a recording that is not merged */
export function partRecording(
  connection: Connection,
  writer: RecordingWriter,
  pairs: SoundPairs,
  root: number,
  at: number,
): void {
  const tracks = writer.tracksOf(root);
  const gids = gidsOfCompared(connection, tracks);
  const isHeld = (id: number): boolean => !gids.has(id) || writer.placeOf(id)!.byPerson;
  const groups = groupsApart(tracks, pairs.sameTracks(tracks), pairs.otherMixes(tracks));
  const held = groups.filter((group) => group.some(isHeld));
  const own = writer.tree.gidOf(root);
  const first = groups.find((group) => group.some((id) => gids.get(id) === own)) ?? groups[0];
  const staying = new Set(held.length > 0 ? held : [first]);
  for (const group of groups) {
    if (staying.has(group)) continue;
    const home = homeOf(writer, gids.get(group[0]!)!, root, at);
    for (const id of group) {
      writer.move(id, home, false, { batch: null, at, note: `track ${id} sounds different from the others` });
    }
  }
}

/** Track id → the gid that its fingerprint gives, of the tracks that are compared and whose fingerprint is sound. */
export function gidsOfCompared(connection: Connection, tracks: readonly number[]): ReadonlyMap<number, string> {
  const rows = connection
    .prepare<[string], { id: number; fileId: number; fingerprint: Buffer }>(`
      SELECT track.id, track.file_id AS fileId, fingerprint FROM track JOIN analysis ON analysis.file_id = track.file_id
      WHERE track.id IN (SELECT value FROM json_each(?)) AND compared = 1 AND fingerprint IS NOT NULL`)
    .all(JSON.stringify(tracks));
  const sound = rows.filter(({ fileId, fingerprint }) => readFileFingerprint(connection, fileId, fingerprint) !== null);
  return new Map(sound.map(({ id, fingerprint }) => [id, gidOfFingerprint(fingerprint)]));
}

/** The recording for tracks that leave one: that of their sound, unless its gid leads to the one that they leave. */
export function homeOf(writer: RecordingWriter, gid: string, left: number, at: number): number {
  const known = writer.tree.ofGid(gid);
  if (known === null) return writer.create(gid, at);
  return known === left ? writer.create(null, at) : known;
}
