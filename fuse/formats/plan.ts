/**
 * A plan says, byte for byte, what a virtual file consists of: bytes made from the database, ranges of
 * the original, and ranges of stored pictures. It is pure data, which the code that serves reads walks.
 */
import type { PictureRef } from './layout.ts';

export type Segment =
  /** Bytes held in memory: the synthesised part of the header (or tail). */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /**
   * A range of the original file. With `pageShift` it is whole pages of an Ogg stream, to be shown with their
   * sequence numbers raised by that much and their checksums to match: `pagePatches` says which bytes change.
   */
  | { readonly kind: 'source'; readonly offset: number; readonly length: number; readonly pageShift?: number }
  /** A range of another read-only file, by path: a picture in the art store. */
  | { readonly kind: 'blob'; readonly path: string; readonly offset: number; readonly length: number };

export interface Plan {
  /** Sum of the segments' lengths. */
  readonly size: number;
  /** In file order, none of them empty. */
  readonly segments: readonly Segment[];
  /** Where the audio begins in the virtual file: the length of everything in front of it. */
  readonly headerLength: number;
}

/** A picture to write into a header. Its body is never held in memory: it is a segment of the plan. */
export interface PlacedPicture {
  readonly type: number;
  readonly mime: string;
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  /** Length of the decoded body in bytes. */
  readonly length: number;
  readonly body: Extract<Segment, { kind: 'source' | 'blob' }>;
  /**
   * The picture of the original that this is, where its bytes there are not the body as it is (base64, several
   * runs). Only plans that are made with access to files can hold such a picture; others leave it out.
   */
  readonly encoded?: PictureRef;
}
