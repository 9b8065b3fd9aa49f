/** What Descant is here: its version, and what the library's own files take on the disk. */

/** The parts of a library folder; the music is not in it. */
export const LIBRARY_PARTS = [
  'database',
  'pictures',
  'fingerprints',
  'vectors',
  'dumps',
  'thumbnails',
  'backups',
  'other',
] as const;
export type LibraryPart = (typeof LIBRARY_PARTS)[number];

export interface AboutLibrary {
  readonly version: string;
  /** Absolute path of the library folder. */
  readonly library: string;
  /** Bytes of the files of each part. */
  readonly bytes: Readonly<Record<LibraryPart, number>>;
}
