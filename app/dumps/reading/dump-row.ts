/** What lines of dumps tell, in the form in which it is stored. */
import type { DumpKind } from '../../model/dumps.ts';
import type { Release } from '../../identification/release.ts';

/** 16 bytes. */
export type Uuid = Buffer;

export interface TrackRow {
  readonly kind: 'track';
  readonly id: number;
  readonly gid: Uuid;
  /** The track that it was merged into; null for none. */
  readonly newId: number | null;
}

export interface MetaRow {
  readonly kind: 'meta';
  readonly id: number;
  /** Empty where nothing was said. */
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  readonly albumArtist: string;
}

export interface FingerprintRow {
  readonly kind: 'fingerprint';
  readonly id: number;
  /** Of the first two minutes. */
  readonly items: Uint32Array;
  /** Seconds of the whole file. */
  readonly length: number;
}

export interface TrackFingerprintRow {
  readonly kind: 'track_fingerprint';
  /** Of the fingerprint. */
  readonly id: number;
  readonly trackId: number;
  readonly submissions: number;
}

export interface TrackMbidRow {
  readonly kind: 'track_mbid';
  readonly id: number;
  readonly trackId: number;
  readonly mbid: Uuid;
  readonly submissions: number;
  readonly disabled: boolean;
}

export interface TrackMetaRow {
  readonly kind: 'track_meta';
  readonly id: number;
  readonly trackId: number;
  readonly metaId: number;
  readonly submissions: number;
}

export interface ReleaseRow {
  readonly kind: 'release';
  readonly mbid: Uuid;
  readonly release: Release;
}

export interface RecordingRow {
  readonly kind: 'recording';
  readonly mbid: Uuid;
  readonly title: string;
  readonly artist: string;
  /** Milliseconds; null where it is not known. */
  readonly length: number | null;
  readonly isrcs: readonly string[];
}

export type DumpRow =
  | TrackRow
  | MetaRow
  | FingerprintRow
  | TrackFingerprintRow
  | TrackMbidRow
  | TrackMetaRow
  | ReleaseRow
  | RecordingRow;

export type RowOf<Kind extends DumpKind> = Extract<DumpRow, { readonly kind: Kind }>;
