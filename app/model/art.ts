/** Pictures of tracks, as the API and the CLI speak of them. */

/** The picture types of ID3v2 and FLAC by their numbers, in the words of the CLI. */
export const ART_TYPES = [
  'other',
  'icon',
  'other-icon',
  'front',
  'back',
  'booklet',
  'disc',
  'lead-artist',
  'artist',
  'conductor',
  'band',
  'composer',
  'lyricist',
  'place',
  'recording',
  'performance',
  'screen',
  'fish',
  'illustration',
  'band-logo',
  'publisher-logo',
] as const;
export type ArtType = (typeof ART_TYPES)[number];

/** The types that pictures of folders are looked for. */
export const FOUND_ART_TYPES = ['front', 'back', 'disc', 'artist'] as const;
export type FoundArtType = (typeof FOUND_ART_TYPES)[number];

/** The word for the number of a picture type; numbers that no standard knows are `other`. */
export function artTypeOf(type: number): ArtType {
  return ART_TYPES[type] ?? 'other';
}

/** A picture in force of a track. */
export interface ArtRow {
  readonly trackId: number;
  /** Absolute path of the original, for display. */
  readonly path: string;
  /** Position among the pictures in force of the track. */
  readonly index: number;
  readonly type: ArtType;
  readonly mime: string;
  /** Pixels; 0 where the format does not say, or the picture cannot be read. */
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  /** Whether it lies in the original file or in the library's art store. */
  readonly source: 'file' | 'library';
  /** SHA-256 of a picture of the art store; null for one of the file. */
  readonly hash: string | null;
  readonly description: string;
}

export interface ArtPage {
  readonly pictures: readonly ArtRow[];
  /** Tracks that were looked at. */
  readonly tracks: number;
  /** `after` of the next page; null behind the last. */
  readonly next: number | null;
}

/** A picture file that fits tracks without such a picture. */
export interface ArtProposal {
  /** Absolute path of the picture, for display, with the exact bytes where it cannot express them. */
  readonly path: string;
  readonly pathBase64?: string;
  /** Why it is the best of its folder, in a few words. */
  readonly reason: string;
  readonly mime: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  /** Ids of the tracks. */
  readonly tracks: readonly number[];
}

export interface ArtProposalPage {
  readonly proposals: readonly ArtProposal[];
  /** Tracks of the page without such a picture, and how many of them have no picture in their folders either. */
  readonly tracks: number;
  readonly without: number;
  readonly next: number | null;
}

/** A picture that is in the art store now. */
export interface StoredArt {
  readonly hash: string;
  readonly mime: string;
  readonly width: number;
  readonly height: number;
  readonly length: number;
  /** Whether it was scaled down to be within the limits. */
  readonly scaled: boolean;
}

/** What a collection of pictures that nothing names has deleted, or would delete. */
export interface CleanedArt {
  readonly pictures: number;
  /** Bytes of their files. */
  readonly bytes: number;
  /** Pictures that nothing names, but that came less than a day ago: they stay. */
  readonly recent: number;
}

/** What to give some tracks. */
export interface ArtEdit {
  readonly ids: readonly number[];
  readonly pictures: readonly { readonly type: ArtType; readonly hash: string; readonly description?: string }[];
}
