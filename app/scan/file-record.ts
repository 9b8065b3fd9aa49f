/**
 * A scanned file as it is stored: the values of its row, and what is derived for a new track. All of it is computed
 * where the file is read, so that the writer's thread only writes.
 */
import type { Tags } from '../../fuse/formats/layout.ts';
import { kindOf } from '../../fuse/formats/formats.ts';
import { EffectiveTrack, parseOverrides } from '../library/effective-track.ts';
import { contentOf, type TrackContent } from '../library/track-content.ts';
import type { FileColumns } from '../library/track-writer.ts';
import { STAMP_COLUMNS, stampColumns, type StampColumns } from '../storage/file-stamp.ts';
import { extensionOf } from '../storage/path-bytes.ts';
import type { FoundSound } from './same-sound.ts';
import type { ScannedFile, StoredLayout } from './scanned-file.ts';

/** The columns of table `file` that hold what was read of a file. */
export const READ_COLUMNS = [
  ...STAMP_COLUMNS,
  'audio_key',
  'codec',
  'duration',
  'sample_rate',
  'channels',
  'bits_per_sample',
  'bitrate',
  'lossless',
  'tags',
  'layout',
  'error',
  'damage',
] as const;

/** The columns of table `file` that a scan writes: all but the place. */
export const ROW_COLUMNS = [...READ_COLUMNS, 'reader_version', 'scanned_at'] as const;

/** The values of `READ_COLUMNS`. */
export interface FileRow extends StampColumns {
  readonly audio_key: Buffer | null;
  readonly codec: string;
  readonly duration: number;
  readonly sample_rate: number;
  readonly channels: number;
  readonly bits_per_sample: number | null;
  readonly bitrate: number;
  readonly lossless: number;
  /** JSON. */
  readonly tags: string;
  /** JSON. */
  readonly layout: string | null;
  readonly error: string | null;
  readonly damage: string | null;
}

export interface FileRecord {
  readonly name: Buffer;
  readonly row: FileRow;
  /** Bytes of audio; null where the layout is unknown. */
  readonly audioLength: number | null;
  readonly pictures: number;
  readonly kind: string;
  /** What a track without edits has. */
  readonly content: TrackContent;
}

export function recordOf(file: ScannedFile): FileRecord {
  const { name, properties, layout, pictures } = file;
  return {
    name,
    row: {
      ...stampColumns(file.stats),
      audio_key: file.audioKey,
      codec: properties.codec,
      duration: properties.duration,
      sample_rate: properties.sampleRate,
      channels: properties.channels,
      bits_per_sample: properties.bitsPerSample ?? null,
      bitrate: properties.bitrate,
      lossless: Number(properties.lossless),
      tags: JSON.stringify(file.tags satisfies Tags),
      layout: layout === null ? null : JSON.stringify(layout satisfies StoredLayout),
      error: file.error,
      damage: file.damage,
    },
    audioLength: layout?.audio.length ?? null,
    pictures,
    kind: kindOf(properties.codec, extensionOf(name)),
    content: contentOf(new EffectiveTrack(file.tags, parseOverrides('{}'), pictures, name.toString())),
  };
}

/** What a track takes over from its file. */
export function fileColumns({ kind, row }: FileRecord): FileColumns {
  return { kind, duration: row.duration, bitrate: row.bitrate, bytes: Number(row.size) };
}

/** What tells the file's sound. */
export function soundOf({ row, audioLength }: FileRecord): FoundSound {
  return { codec: row.codec, duration: row.duration, audioKey: row.audio_key, audioLength, error: row.error };
}

/** The track of the file with these overrides, a column of JSON. */
export function trackOf({ row, pictures, content }: FileRecord, overrides: string): EffectiveTrack {
  return new EffectiveTrack(JSON.parse(row.tags) as Tags, parseOverrides(overrides), pictures, content.fileName);
}
