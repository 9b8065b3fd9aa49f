/** Reads the layout of a file that was served or saved. */
import { extname } from 'node:path';
import type { ByteSource, Layout } from '../formats/layout.ts';
import { readLayout } from '../formats/read-layout.ts';
import { runBuffered, type ReadInto } from '../overlay/buffered-file.ts';

/** A file with its layout. Long runs of bytes are read with `read`, because what `source` has read stays in memory. */
export interface ReadFile {
  readonly source: ByteSource;
  readonly read: ReadInto;
  readonly layout: Layout;
}

/**
 * @param name of the file; its extension decides what cannot be seen in the content
 * @returns `null` when no head reader understands it
 * @throws LayoutError when the file is broken
 */
export async function readSavedFile(source: ByteSource, read: ReadInto, name: string): Promise<ReadFile | null> {
  const layout = await runBuffered(() => readLayout(source, extensionOf(name)));
  return layout === null ? null : { source, read, layout };
}

/** The extension of a name in lower case, without the dot. */
export function extensionOf(name: string): string {
  return extname(name).slice(1).toLowerCase();
}
