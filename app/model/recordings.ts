/** Recordings of the library, as lists and commands show them. */
import type { SoundCopy } from './duplicates.ts';

export interface ListedRecording {
  readonly id: number;
  readonly gid: string;
  /** Ids of its tracks that are present. */
  readonly tracks: readonly number[];
  /** Of the first of these tracks; empty where there is none. */
  readonly title: string;
  readonly artist: string;
}

export interface RecordingList {
  readonly recordings: readonly ListedRecording[];
  /** `after` of the next page; null behind the last. */
  readonly next: number | null;
}

/** Something that programs have told, and how often. */
interface Submitted {
  readonly submissions: number;
}

export interface RecordingMetadata extends Submitted {
  readonly track: string;
  readonly artist: string;
  readonly album: string;
  readonly albumArtist: string;
  /** 0 for absent numbers. */
  readonly trackNo: number;
  readonly discNo: number;
  readonly year: number;
}

/** A change of a recording, as its log tells. */
export interface LoggedChange {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly what: 'merged' | 'track' | 'mbid';
  readonly note: string;
  /** Of the history; null for a change of the background or of a submission. */
  readonly batch: number | null;
}

export interface RecordingDetail {
  readonly id: number;
  readonly gid: string;
  /** Gids of recordings that were merged into it. */
  readonly merged: readonly string[];
  /** Milliseconds since 1970. */
  readonly madeAt: number;
  /** The best first. */
  readonly tracks: readonly SoundCopy[];
  /** Submitted ones; those of the tracks are known by their files. `duration` in seconds, `bitrate` in kbit/s. */
  readonly fingerprints: readonly (Submitted & {
    readonly id: number;
    readonly duration: number;
    readonly bitrate: number | null;
    readonly format: string | null;
  })[];
  readonly mbids: readonly (Submitted & { readonly mbid: string; readonly disabled: boolean })[];
  readonly metadata: readonly RecordingMetadata[];
  readonly foreignIds: readonly (Submitted & { readonly vendor: string; readonly foreignId: string })[];
  /** The newest first. */
  readonly changes: readonly LoggedChange[];
}

/** What a merge or a split has done, or would do. */
export interface RecordingEdit {
  /** Batch of the history; null where nothing has changed. */
  readonly batch: number | null;
  /** The recording that stays, or the new one of a split. */
  readonly id: number | null;
  /** Null for the new recording of a split that was only tried. */
  readonly gid: string | null;
  /** The gids that lead to it from now on, or the recording that tracks were taken from. */
  readonly from: readonly string[];
  /** Tracks that belong to another recording by it. */
  readonly tracks: readonly number[];
  /** What is known of how alike they sound. */
  readonly evidence: string;
  /** The best comparison between tracks of either side, in numbers; null where none has found them alike. */
  readonly alike: Alike | null;
}

export interface Alike {
  /** `part`: the first is a part of the second. */
  readonly kind: 'copy' | 'part';
  readonly tracks: readonly [number, number];
  /** 0 to 1. */
  readonly score: number;
}

/** Whether a MusicBrainz id is said not to belong to a recording. */
export interface MbidEdit {
  /** Batch of the history; null where nothing has changed. */
  readonly batch: number | null;
  readonly gid: string;
  readonly mbid: string;
  readonly disabled: boolean;
}
