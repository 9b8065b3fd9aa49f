/**
 * What a head reader learns about an audio file in one read of its head: the technical data, the tags,
 * where the audio lies, and what must be kept when a new header is written in front of that audio.
 *
 * A layout is plain data: it is stored as JSON beside the file's row and read back by the mount, so
 * every position is an absolute byte offset into the original file.
 */

/**
 * Ordered values per field. Keys are MusicBrainz Picard's tag names in lower case (`title`, `artist`,
 * `albumartist`, `tracknumber`, `musicbrainz_albumid` …). A field that the mapping table does not know
 * keeps its own name in lower case. A missing key means "no such field"; an empty list never occurs.
 * Numbers are split: `tracknumber`/`totaltracks`, `discnumber`/`totaldiscs`.
 */
export type Tags = Readonly<Record<string, readonly string[]>>;

/** A run of bytes of the original file. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** A picture inside the original file: its body is not read by a scan, only its place is kept. */
export interface PictureRef {
  /** ID3v2/FLAC picture type: 3 is the front cover. */
  readonly type: number;
  readonly mime: string;
  readonly description: string;
  readonly width?: number;
  readonly height?: number;
  /** Bits per pixel, FLAC only. */
  readonly depth?: number;
  readonly location: ByteRange;
  /** How the bytes at `location` stand for the picture's body. */
  readonly encoding: 'raw' | 'base64' | 'unsynchronised';
  /**
   * Where the text at `location` is broken up by foreign bytes (Ogg page headers): the runs that make it up,
   * in order. Absent when `location` is one run.
   */
  readonly parts?: readonly ByteRange[];
  /** Decoded bytes in front of the picture's body: the rest of a METADATA_BLOCK_PICTURE. Absent means none. */
  readonly skip?: number;
  /** Length of the picture's body, where the file says it and `location` does not. */
  readonly bodyLength?: number;
}

/** Part of the original that a new header carries on verbatim (SEEKTABLE, unknown ID3 frames …). */
export interface KeptPart {
  /** Format-specific name: a FLAC block type number as text, an ID3 frame id, an MP4 atom … */
  readonly kind: string;
  readonly range: ByteRange;
}

/** Technical data of the audio stream, as every reader reports it. */
export interface StreamProperties {
  /** Lower-case codec name: flac, mp3, vorbis, opus, aac, alac, pcm … */
  readonly codec: string;
  /** Seconds; 0 when unknown. */
  readonly duration: number;
  /** Hz. */
  readonly sampleRate: number;
  readonly channels: number;
  /** Bits per sample; absent for lossy codecs. */
  readonly bitsPerSample?: number;
  /** Average bits per second of the audio, rounded. */
  readonly bitrate: number;
  readonly lossless: boolean;
}

/**
 * A tag of lower rank than the one that counts for the format, such as ID3v1 beside ID3v2. It only fills fields that
 * the tags above it lack.
 */
export interface WeakerTag {
  /** Name of the kind of tag, fit for messages: `ID3v1`, `APEv2` … */
  readonly kind: string;
  readonly tags: Tags;
  readonly pictures: readonly PictureRef[];
}

export interface Layout {
  /** Name of the format, as its record has it (`formats.ts`). */
  readonly container: string;
  readonly properties: StreamProperties;
  /** The audio that is spliced behind a new header: everything that is neither tags nor padding. */
  readonly audio: ByteRange;
  readonly tags: Tags;
  readonly pictures: readonly PictureRef[];
  readonly kept: readonly KeptPart[];
  /** What tags of lower rank say, the highest first; absent where there are none. No scan stores it. */
  readonly weaker?: readonly WeakerTag[];
  /** What of the tags could not be read, in a sentence; absent where all was. No scan stores it in the layout. */
  readonly damage?: string;
  /** Format-specific facts that a header writer needs (for example the ID3 version). Plain JSON. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Random access to a file's bytes, synchronous: head readers run in a scan worker over a reused buffer. */
export interface ByteSource {
  readonly size: number;
  /**
   * Bytes from `position`, fewer than `length` at the end of the file. The result may be a view that is
   * only valid until the next call: copy what is kept.
   */
  read(position: number, length: number): Uint8Array;
}

/** A file that claims to be of a format but breaks its rules. `message` is fit for a person to read. */
export class LayoutError extends Error {
  readonly code = 'BAD_LAYOUT';
  readonly offset: number;
  constructor(message: string, offset = 0) {
    super(message);
    this.name = 'LayoutError';
    this.offset = offset;
  }
}
