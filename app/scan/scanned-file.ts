/** What a scan has read of one file, ready to be stored. */
import type { BigIntStats } from 'node:fs';
import type { Layout, StreamProperties, Tags } from '../../fuse/formats/layout.ts';

export interface ScannedFile {
  readonly name: Buffer;
  readonly stats: BigIntStats;
  readonly properties: StreamProperties;
  readonly tags: Tags;
  /** The layout that the mount needs for new headers; null where it can only pass the file through. */
  readonly layout: StoredLayout | null;
  readonly pictures: number;
  /** What tells the file's sound from others; null where nothing could be read. */
  readonly audioKey: Buffer | null;
  /** Why the file could not be read, or null. */
  readonly error: string | null;
}

/** A layout without the parts that have columns of their own, and without what only saves compare. */
export type StoredLayout = Omit<Layout, 'tags' | 'properties' | 'weaker'>;

const NOTHING_KNOWN: StreamProperties = {
  codec: '',
  duration: 0,
  sampleRate: 0,
  channels: 0,
  bitrate: 0,
  lossless: false,
};

/** A file of a known format. */
export function fromLayout(
  name: Buffer,
  stats: BigIntStats,
  { tags, properties, weaker: _weaker, ...layout }: Layout,
  audioKey: Buffer,
): ScannedFile {
  return { name, stats, properties, tags, layout, pictures: layout.pictures.length, audioKey, error: null };
}

/** A file that cannot be read; it becomes a row with its cause. */
export function brokenFile(name: Buffer, stats: BigIntStats, error: string): ScannedFile {
  return { name, stats, properties: NOTHING_KNOWN, tags: {}, layout: null, pictures: 0, audioKey: null, error };
}
