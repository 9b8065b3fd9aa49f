import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { mountedFiles, type MountedFilesContext } from './mounted-files.ts';
import type { MountPreviewRequest } from './preview.ts';

const view = { template: '$title', playlist: false, bestCopies: false };
const inodes: Record<string, number> = {
  'Dusk.flac': 2 ** 32 + 1,
  'Dusk (2).flac': 2 ** 32 + 2,
  'Folk/Dawn.mp3': 2 ** 32 + 3,
};

function contextOf(
  views: MountedFilesContext['layout']['views'],
  asked: MountPreviewRequest[] = [],
): MountedFilesContext {
  const directory = temporaryFolder();
  mkdirSync(join(directory, 'Folk'));
  for (const name of Object.keys(inodes)) writeFileSync(join(directory, name), '');
  return {
    directory,
    layout: { views, names: 'posix' },
    preview: async (request) => {
      asked.push(request);
      const ids = [...request.query.matchAll(/id:(\d+)/gu)].map(([, id]) => Number(id));
      const names: Record<number, string> = { 1: 'Dusk.flac', 2: 'Dusk.flac', 3: 'Dawn.mp3' };
      const isIn = (id: number): boolean => id in names && request.query.includes('genre:folk') === (id === 3);
      return { paths: ids.filter(isIn).map((id) => ({ id, path: names[id]! })), total: 1, counted: 1 };
    },
    inodeOf: async (path) => inodes[path.slice(directory.length + 1)] ?? null,
  };
}

describe('the files of tracks in the mount', () => {
  it('are told by their inodes, also where names collide, in the order asked for', async () => {
    const context = contextOf([{ ...view, name: '', query: '' }]);
    expect(await mountedFiles([2, 1], context)).toEqual([
      { id: 2, path: join(context.directory!, 'Dusk (2).flac') },
      { id: 1, path: join(context.directory!, 'Dusk.flac') },
    ]);
  });

  it('are looked for view by view, under the conditions of each', async () => {
    const asked: MountPreviewRequest[] = [];
    const views = [
      { ...view, name: '', query: '' },
      { ...view, name: 'Folk', query: 'genre:folk' },
    ];
    const context = contextOf(views, asked);
    expect(await mountedFiles([1, 3, 4], context)).toEqual([
      { id: 1, path: join(context.directory!, 'Dusk.flac') },
      { id: 3, path: join(context.directory!, 'Folk', 'Dawn.mp3') },
    ]);
    expect(asked.map(({ query }) => query)).toEqual(['id:1 , id:3 , id:4', 'genre:folk id:3 , genre:folk id:4']);
  });

  it('are none where nothing is mounted', async () => {
    expect(await mountedFiles([1], { ...contextOf([{ ...view, name: '', query: '' }]), directory: null })).toEqual([]);
  });
});
