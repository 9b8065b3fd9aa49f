import { expect, it } from 'vitest';
import { draggedFiles } from './dragged-files.ts';

it('are absolute paths, or none at all', () => {
  expect(draggedFiles(['/mnt/a.flac', '/mnt/b.flac'])).toEqual(['/mnt/a.flac', '/mnt/b.flac']);
  for (const asked of [null, 'x', ['a.flac'], ['/a', 1], ['/a\0b'], Array.from({ length: 101 }, () => '/a')]) {
    expect(draggedFiles(asked)).toEqual([]);
  }
});
