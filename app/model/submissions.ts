/** Tracks whose fingerprints are submitted to AcoustID. */
import type { Said } from './messages.ts';

/**
 * `waiting`: not sent yet. `sent`: a request went out, and no answer has come; whether AcoustID has it is not known.
 * `pending`: AcoustID has it and has not imported it yet. `imported`: AcoustID knows it by an id. `refused`: AcoustID does
 * not take it.
 */
export const SUBMISSION_STATES = ['waiting', 'sent', 'pending', 'imported', 'refused'] as const;
export type SubmissionState = (typeof SUBMISSION_STATES)[number];

export interface SubmissionRow {
  /** Id of the track. */
  readonly track: number;
  readonly title: string;
  readonly artist: string;
  readonly state: SubmissionState;
  /** Milliseconds since 1970. */
  readonly queuedAt: number;
  readonly changedAt: number;
  /** The id that AcoustID has given; null before that. */
  readonly acoustid: string | null;
  /** Why it was refused, or what is not known of it. */
  readonly reason: string | null;
  /** The reason by its code; null where it is in words of AcoustID. */
  readonly said: Said | null;
}

export interface SubmissionPage {
  readonly total: number;
  /** Those that changed last come first. */
  readonly rows: readonly SubmissionRow[];
}

export interface SubmissionsState {
  readonly counts: Readonly<Record<SubmissionState, number>>;
  /** Whether the keys are there that AcoustID asks for. */
  readonly isOn: boolean;
  /** Whether requests are being made, or will be without being asked for. */
  readonly isRunning: boolean;
  /** What keeps submissions from being sent, in words; null while nothing does. */
  readonly problem: { readonly code: string; readonly message: string; readonly said: Said | null } | null;
  /** When AcoustID is asked again, in milliseconds since 1970; null where that is not planned. */
  readonly nextTry: number | null;
}

/** What became of tracks that a person wants to be submitted. */
export interface QueuedSubmissions {
  readonly queued: number;
  /** Submitted before, with the same words: not queued again. */
  readonly known: number;
  /** Not analysed, or too short: they have no fingerprint. */
  readonly withoutSound: number;
  /** Without a MusicBrainz recording id, and without title and artist. */
  readonly withoutName: number;
}

/** What submitting tracks would do. */
export interface SubmissionPreview {
  /** Tracks that were asked about. */
  readonly tracks: number;
  /** Those that would be sent. */
  readonly ready: number;
  /** Those of them that have a MusicBrainz recording id. */
  readonly withRecording: number;
  readonly known: number;
  readonly withoutSound: number;
  readonly withoutName: number;
}
