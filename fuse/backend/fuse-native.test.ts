import { describe, expect, it } from 'vitest';
import { loadFailure } from './fuse-native.ts';

describe('fuse-native that cannot be loaded', () => {
  it('names the package of the library that it needs', () => {
    const error = new Error('libfuse.so.2: cannot open shared object file: No such file or directory');
    expect(loadFailure(error, 'libfuse2t64')).toBe(
      'The package fuse-native needs libfuse 2. To get it: sudo apt-get install libfuse2t64',
    );
  });

  it('gives the first line of every other reason', () => {
    expect(loadFailure(new Error('No native build was found for arm64\n    loaded from: …'))).toBe(
      'The package fuse-native cannot be loaded here: No native build was found for arm64.',
    );
  });
});
