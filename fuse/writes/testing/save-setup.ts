/** For tests: a library in a temporary folder, and an overlay over it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Overlay } from '../../overlay/overlay.ts';
import { flacFile } from '../../overlay/testing/flac-file.ts';
import { compileTemplate } from '../../template/compile.ts';
import type { View } from '../../tree/mount-tree.ts';
import { Draft } from '../draft.ts';
import { TestingLibrary } from './library.ts';

export interface SaveSetup extends AsyncDisposable {
  readonly folder: string;
  readonly library: TestingLibrary;
  readonly overlay: Overlay;
}

/** A library with the tracks 1, "One", and 2, "Two". @param views templates by name, or one template for the root */
export async function saveSetup(views: string | Readonly<Record<string, string>> = '$title'): Promise<SaveSetup> {
  const folder = await mkdtemp(join(tmpdir(), 'descant-writes-'));
  const library = new TestingLibrary(folder);
  await library.add(1, 'One', { artist: ['A'] });
  await library.add(2, 'Two', { artist: ['B'] });
  const named = typeof views === 'string' ? { '': views } : views;
  const overlay = await Overlay.open(library, {
    views: Object.entries(named).map(([name, text]): View => ({ name, template: compileTemplate(text) })),
  });
  return {
    folder,
    library,
    overlay,
    async [Symbol.asyncDispose]() {
      overlay.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** A new file with this content, as a program writes it. */
export async function draftOf(folder: string, content: Uint8Array): Promise<Draft> {
  const draft = await Draft.begin(folder, null);
  await draft.write(content, 0);
  return draft;
}

/** The file of a track with another title, as a tag editor writes it. */
export function retitled(id: number, title: string): Buffer {
  return flacFile({ tags: { title }, seed: id });
}
