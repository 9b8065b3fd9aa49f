/** What a scan learnt about one file, ready to be stored. */
import type { BigIntStats } from 'node:fs';
import type { Layout, StreamProperties, Tags } from '../../fuse/formats/layout.ts';

export interface ScannedFile {
  readonly name: Buffer;
  readonly stats: BigIntStats;
  readonly properties: StreamProperties;
  readonly tags: Tags;
  /** What a header writer needs, or null where the file can only be passed through. */
  readonly layout: StoredLayout | null;
  readonly pictures: number;
  /** Why the file could not be read, or null. */
  readonly error: string | null;
}

/** A layout without what has columns of its own. */
export type StoredLayout = Omit<Layout, 'tags' | 'properties'>;

const NOTHING_KNOWN: StreamProperties = {
  codec: '',
  duration: 0,
  sampleRate: 0,
  channels: 0,
  bitrate: 0,
  lossless: false,
};

/** A file of a known format. */
export function fromLayout(name: Buffer, stats: BigIntStats, { tags, properties, ...layout }: Layout): ScannedFile {
  return { name, stats, properties, tags, layout, pictures: layout.pictures.length, error: null };
}

/** A file that cannot be read; it becomes a row with its cause. */
export function brokenFile(name: Buffer, stats: BigIntStats, error: string): ScannedFile {
  return { name, stats, properties: NOTHING_KNOWN, tags: {}, layout: null, pictures: 0, error };
}
