/** Reads the layout of a file that was served or saved. */
import { extname } from 'node:path';
import type { ByteSource, Layout, WeakerTag } from '../formats/layout.ts';
import { readLayout } from '../formats/read-layout.ts';
import { readTail, TailContent } from '../formats/tail/read-tail.ts';
import { Window } from '../formats/window.ts';
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
  const layout = await runBuffered(() => {
    const found = readLayout(source, extensionOf(name));
    return found && { ...found, ...tailTags(source, found) };
  });
  return layout === null ? null : { source, read, layout };
}

/**
 * The weaker tags of a layout with those at the file's end that its format does not have: programs append ID3v1 and
 * APEv2 tags to files of any format.
 */
function tailTags(source: ByteSource, { audio, weaker = [] }: Layout): { weaker?: readonly WeakerTag[] } {
  const content = new TailContent();
  readTail(new Window(source), audio.offset + audio.length, content);
  const known = new Set(weaker.map(({ kind }) => kind));
  const more = content.all().filter(({ kind, tags }) => !known.has(kind) && Object.keys(tags).length > 0);
  return weaker.length + more.length === 0 ? {} : { weaker: [...weaker, ...more] };
}

/** The extension of a name in lower case, without the dot. */
export function extensionOf(name: string): string {
  return extname(name).slice(1).toLowerCase();
}
