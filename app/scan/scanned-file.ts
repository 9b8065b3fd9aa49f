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
  /** What of a file that plays could not be read, or null. */
  readonly damage: string | null;
}

/** A layout without the parts that have columns of their own, and without what only saves compare. */
export type StoredLayout = Omit<Layout, 'tags' | 'properties' | 'weaker' | 'damage'>;

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
  { tags, properties, container, audio, pictures, kept, detail, damage }: Layout,
  audioKey: Buffer,
): ScannedFile {
  return {
    name,
    stats,
    properties,
    tags,
    layout: { container, audio, pictures, kept, detail },
    pictures: pictures.length,
    audioKey,
    error: null,
    damage: damage ?? null,
  };
}

/** A file that cannot be read; it becomes a row with its cause. */
export function brokenFile(name: Buffer, stats: BigIntStats, error: string): ScannedFile {
  return {
    name,
    stats,
    properties: NOTHING_KNOWN,
    tags: {},
    layout: null,
    pictures: 0,
    audioKey: null,
    error,
    damage: null,
  };
}

/**
 * A file that plays although its tags cannot be read: the mount shows it as it is.
 * @param audioKey of the whole file: where its audio lies is not known
 */
export function damagedFile(name: Buffer, stats: BigIntStats, damage: string, audioKey: Buffer): ScannedFile {
  return { ...brokenFile(name, stats, ''), audioKey, error: null, damage: damage ?? null };
}
