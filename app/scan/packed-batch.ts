/**
 * A batch on its way between threads. Copying an object between threads writes the names of its members each time, so a
 * sidecar is a list of its values, and files pass through a port of their own (`sent-files.ts`). Names, paths and keys are text with one
 * character for each byte: a small Buffer would be copied with all the memory that it shares with others.
 */
import type { MessagePort } from 'node:worker_threads';
import type { ScanBatch } from './scan-batch.ts';
import { ReceivedFiles, type SentFiles } from './sent-files.ts';
import type { FoundSidecar } from './sidecars.ts';

export type PackedBatch = ReturnType<typeof packBatch>;

const textOf = (bytes: Buffer): string => bytes.latin1Slice(0, bytes.length);
const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1');

/** The batch without its files, which were sent. */
export function packBatch(batch: ScanBatch<SentFiles>) {
  return {
    returned: batch.returned.map((file) => ({ ...file, folder: textOf(file.folder), name: textOf(file.name) })),
    keys: batch.keys.map(({ fileId, key }) => ({ fileId, key: textOf(key) })),
    files: batch.files.count,
    portions: batch.files.finish(),
    gone: batch.gone,
    sidecars: batch.sidecars.map(({ folder, found, gone }) => ({
      folder: textOf(folder),
      found: found.map(packSidecar),
      gone,
    })),
    done: batch.done,
    failed: batch.failed,
    errors: batch.errors.map(({ path, message }) => ({ path: textOf(path), message })),
  };
}

/** @param port where its files wait */
export function unpackBatch(packed: PackedBatch, port: MessagePort): ScanBatch {
  return {
    returned: packed.returned.map((file) => ({ ...file, folder: bytesOf(file.folder), name: bytesOf(file.name) })),
    keys: packed.keys.map(({ fileId, key }) => ({ fileId, key: bytesOf(key) })),
    files: new ReceivedFiles(port, packed.portions, packed.files),
    gone: packed.gone,
    sidecars: packed.sidecars.map(({ folder, found, gone }) => ({
      folder: bytesOf(folder),
      found: found.map(unpackSidecar),
      gone,
    })),
    done: packed.done,
    failed: packed.failed,
    errors: packed.errors.map(({ path, message }) => ({ path: bytesOf(path), message })),
  };
}

function packSidecar({ name, stats: { dev, ino, size, mtimeNs, ctimeNs } }: FoundSidecar) {
  return [textOf(name), dev, ino, size, mtimeNs, ctimeNs] as const;
}

function unpackSidecar([name, dev, ino, size, mtimeNs, ctimeNs]: ReturnType<typeof packSidecar>): FoundSidecar {
  return { name: bytesOf(name), stats: { dev, ino, size, mtimeNs, ctimeNs } };
}
