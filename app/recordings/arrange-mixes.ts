/**
 * Gives each of several mixes of a piece the copies that sound most like it: copies that are taken for both, because
 * their codec changes as much as the mix does. What the copies belong to then does not depend on which mix came first.
 *
 * Recordings with tracks that a person has placed stay as they are.
 */
import type { Connection } from '../storage/connection.ts';
import { groupsApart } from './groups-apart.ts';
import { gidsOfCompared, homeOf } from './part-recording.ts';
import type { RecordingWriter } from './recording-writer.ts';
import type { SoundPairs } from './sound-pairs.ts';

/** Tracks of recordings that are arranged: more copies of a piece are told by `partRecording` alone. */
const MOST_TRACKS = 300;

/** Inside a transaction. @param roots recordings that are not merged, of which other mixes keep each other apart */
export function arrangeMixes(
  connection: Connection,
  writer: RecordingWriter,
  pairs: SoundPairs,
  roots: readonly number[],
  at: number,
): void {
  const free = roots.filter((root) => !writer.hasPlacedTracks(root)).sort((a, b) => a - b);
  const tracksOf = new Map(free.map((root) => [root, writer.tracksOf(root)]));
  const tracks = [...tracksOf.values()].flat();
  if (free.length < 2 || tracks.length > MOST_TRACKS) return;
  const gids = gidsOfCompared(connection, tracks);
  const groups = groupsApart(tracks, pairs.sameTracks(tracks), pairs.otherMixes(tracks));
  const homes = new Map<readonly number[], number>();
  // Each recording stays with the track that it was made for, the oldest first.
  for (const [root, own] of tracksOf) {
    const maker = own.find((id) => gids.get(id) === writer.tree.gidOf(root)) ?? own[0];
    const group = groups.find((one) => one.includes(maker!));
    if (group !== undefined && !homes.has(group)) homes.set(group, root);
  }
  const ownerOf = new Map([...homes].map(([group, root]) => [root, group]));
  for (const group of groups) {
    const place = writer.placeOf(group[0]!)!.recording;
    const isInTheWay = !homes.has(group) && pairs.areOtherMixes(group, ownerOf.get(place) ?? []);
    const gid = gids.get(group[0]!);
    const home = homes.get(group) ?? (isInTheWay && gid !== undefined ? homeOf(writer, gid, place, at) : null);
    if (home === null) continue;
    for (const id of group) {
      const note = `track ${id} sounds more like the tracks of another mix`;
      if (writer.placeOf(id)!.recording !== home) writer.move(id, home, false, { batch: null, at, note });
    }
  }
}
