/**
 * An open file segment: its descriptor, its footer, and the parts of it that are kept in memory.
 * The engine (random reads) and merges (sequential reads) both open segments with it.
 */

import { closeSync, fstatSync, openSync } from 'node:fs';
import { BLOCK_BYTES } from '../blocks/block.ts';
import { BlockReader, readSection } from '../blocks/block-reader.ts';
import { DocumentTable } from './document-table.ts';
import { corruptFile, IndexError } from '../contract/index-error.ts';
import { decodeFooter } from './file-segment-format.ts';
import type { SegmentFooter } from './file-segment-format.ts';

export interface SegmentFile {
  readonly path: string;
  readonly descriptor: number;
  readonly bytes: number;
  readonly footer: SegmentFooter;
  readonly documents: DocumentTable;
  /** Ids whose documents in older segments are deleted, ascending. */
  readonly tombstones: Uint32Array;
}

/** Opens a segment and verifies the parts that it loads. Throws `CorruptFile`. The caller closes the descriptor. */
export function openSegmentFile(path: string): SegmentFile {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw corruptFile(path, 'it is missing');
    throw new IndexError('Internal', `${path} could not be opened: ${String(error)}`, { path, cause: error });
  }
  try {
    const bytes = fstatSync(descriptor).size;
    const blocks = bytes / BLOCK_BYTES;
    if (!Number.isInteger(blocks) || blocks < 2) throw corruptFile(path, 'its length is not that of a segment');
    const last = new BlockReader(path, descriptor, blocks - 1, blocks, 1);
    const footer = decodeFooter(last.words.subarray(last.next()), blocks);
    if (typeof footer === 'string') throw corruptFile(path, footer);
    const documents = footer.consecutiveIds
      ? DocumentTable.consecutive(footer.firstId, footer.documents)
      : DocumentTable.of(readSection(path, descriptor, footer.documentsAt, footer.documents));
    const tombstones = readSection(path, descriptor, footer.tombstonesAt, footer.tombstones);
    return { path, descriptor, bytes, footer, documents, tombstones };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}
