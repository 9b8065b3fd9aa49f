/** The columns of table `file` that a scan writes. */
import type { Tags } from '../../fuse/formats/layout.ts';
import { kindOf } from '../../fuse/formats/formats.ts';
import type { FileColumns } from '../library/track-writer.ts';
import { STAMP_COLUMNS, stampColumns } from '../storage/file-stamp.ts';
import { extensionOf } from '../storage/path-bytes.ts';
import type { ScannedFile, StoredLayout } from './scanned-file.ts';

/** All but the place and what the scan decides itself. */
export const ROW_COLUMNS = [
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
  'scanned_at',
  'error',
] as const;

/** The values of these columns for a file. */
export function rowOf(file: ScannedFile, now: number): Record<(typeof ROW_COLUMNS)[number], unknown> {
  const { stats, properties } = file;
  return {
    ...stampColumns(stats),
    audio_key: file.audioKey,
    codec: properties.codec,
    duration: properties.duration,
    sample_rate: properties.sampleRate,
    channels: properties.channels,
    bits_per_sample: properties.bitsPerSample ?? null,
    bitrate: properties.bitrate,
    lossless: Number(properties.lossless),
    tags: JSON.stringify(file.tags satisfies Tags),
    layout: file.layout === null ? null : JSON.stringify(file.layout satisfies StoredLayout),
    scanned_at: now,
    error: file.error,
  };
}

/** What a track takes over from its file. */
export function fileColumns(file: ScannedFile): FileColumns {
  return {
    kind: kindOf(file.properties.codec, extensionOf(file.name)),
    duration: file.properties.duration,
    bitrate: file.properties.bitrate,
    bytes: Number(file.stats.size),
  };
}
