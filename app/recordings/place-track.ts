/**
 * Which recording a track belongs to, from the tracks that it sounds the same as. The same recording in another file
 * joins its tracks, and recordings that turn out to be one are merged, the oldest of them staying. Other mixes keep
 * recordings apart, also where a copy sounds the same as two of them. What a person has decided holds: a track that was
 * placed stays, and two recordings with placed tracks are never merged.
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

/** What keeps recordings apart. */
export interface MixesApart {
  /** Whether a track of the one is another mix of a track of the other. */
  areOtherMixes(one: readonly number[], other: readonly number[]): boolean;
}

export interface PlacedTrack {
  readonly recording: number;
  /** Recordings that the track sounds the same as, and of which other mixes keep its own. */
  readonly apart: readonly number[];
}

/** Inside a transaction. */
export function placeTrack(
  writer: RecordingWriter,
  mixes: MixesApart,
  { trackId, gid, same }: HeardTrack,
  at: number,
): PlacedTrack {
  const { tree } = writer;
  const isApart = (root: number): boolean => mixes.areOtherMixes([trackId], writer.tracksOf(root));
  const best = new Map<number, SameSound>();
  for (const one of same) {
    const root = tree.rootOf(one.recording);
    const known = best.get(root);
    if (known === undefined || one.score > known.score) best.set(root, { ...one, recording: root });
  }
  const apart = new Set([...best.keys()].filter(isApart));
  for (const root of apart) best.delete(root);
  const found = [...best.values()].sort((a, b) => b.score - a.score || a.recording - b.recording);
  const ofSound = gid === null ? null : tree.ofGid(gid);
  // The gid of a merged recording leads to another one, which need not sound like it.
  const madeFor = ofSound !== null && tree.gidOf(ofSound) === gid && !isApart(ofSound) ? ofSound : null;
  const place = writer.placeOf(trackId);
  let home: number;
  if (place !== null && (place.byPerson || isAtHome(writer, place.recording, trackId, best))) {
    home = place.recording;
  } else {
    // The best match; else the recording that was made for this very sound, or that its gid leads to.
    const known = ofSound === place?.recording || (ofSound !== null && isApart(ofSound)) ? madeFor : ofSound;
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
    if (mixes.areOtherMixes(writer.tracksOf(root), writer.tracksOf(home))) {
      apart.add(root);
      continue;
    }
    home = writer.merge([home, root], { batch: null, at, note: `track ${trackId} sounds the same as ${why}` });
  }
  return { recording: home, apart: [...apart].filter((root) => root !== home) };
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
