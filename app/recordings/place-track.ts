/**
 * Which recording a track belongs to, from the tracks that it sounds the same as. The same recording in another file
 * joins its tracks, and recordings that turn out to be one are merged, the oldest of them staying. What a person has
 * decided holds: a track that was placed stays, and two recordings with placed tracks are never merged.
 */
import type { RecordingWriter } from './recording-writer.ts';

/** A recording that a track sounds the same as. */
export interface SameSound {
  readonly recording: number;
  /** 0 to 1. */
  readonly score: number;
  /** What was compared, for the log: `track 5`. */
  readonly with: string;
}

export interface HeardTrack {
  readonly trackId: number;
  /** The gid that its fingerprint gives; null where the sound tells nothing, as of silence. */
  readonly gid: string | null;
  readonly same: readonly SameSound[];
}

/** Inside a transaction. @returns the recording of the track */
export function placeTrack(writer: RecordingWriter, { trackId, gid, same }: HeardTrack, at: number): number {
  const { tree } = writer;
  const best = new Map<number, SameSound>();
  for (const one of same) {
    const root = tree.rootOf(one.recording);
    const known = best.get(root);
    if (known === undefined || one.score > known.score) best.set(root, { ...one, recording: root });
  }
  const found = [...best.values()].sort((a, b) => b.score - a.score || a.recording - b.recording);
  const ofSound = gid === null ? null : tree.ofGid(gid);
  // The gid of a merged recording leads to another one, which need not sound like it.
  const madeFor = ofSound !== null && tree.gidOf(ofSound) === gid ? ofSound : null;
  const place = writer.placeOf(trackId);
  let home: number;
  if (place !== null && (place.byPerson || isAtHome(writer, place.recording, trackId, best))) {
    home = place.recording;
  } else {
    // The best match; else the recording that was made for this very sound, or that its gid leads to.
    const known = ofSound === place?.recording ? madeFor : ofSound;
    home = found[0]?.recording ?? known ?? writer.create(ofSound === null ? gid : null, at);
    if (place === null) writer.add(trackId, home);
    else {
      const note = `track ${trackId} sounds different from the others`;
      writer.move(trackId, home, false, { batch: null, at, note });
    }
  }
  const others = [
    ...found.map(({ recording, score, with: other }) => ({ recording, why: `${other}, score ${score.toFixed(2)}` })),
    ...(madeFor === null ? [] : [{ recording: madeFor, why: 'the sound that it was made for' }]),
  ];
  for (const { recording, why } of others) {
    const root = tree.rootOf(recording);
    if (root === home || (writer.hasPlacedTracks(root) && writer.hasPlacedTracks(home))) continue;
    home = writer.merge([home, root], { batch: null, at, note: `track ${trackId} sounds the same as ${why}` });
  }
  return home;
}

/** Whether a track stays where the background has put it: it sounds like the others there, or there are none. */
function isAtHome(
  writer: RecordingWriter,
  recording: number,
  trackId: number,
  found: ReadonlyMap<number, unknown>,
): boolean {
  return found.has(recording) || writer.tracksOf(recording).every((other) => other === trackId);
}
