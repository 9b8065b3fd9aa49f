import { describe, expect, it } from 'vitest';
import { folderForDisplay } from './folder-path.ts';

describe('folder paths for display', () => {
  it('writes the home folder as a tilde', () => {
    expect(folderForDisplay('/home/ada/Music')).toBe('~/Music');
    expect(folderForDisplay('/root')).toBe('~');
    expect(folderForDisplay('/Users/ada/Descant')).toBe('~/Descant');
  });

  it('leaves other folders as they are', () => {
    expect(folderForDisplay('/rooted/music')).toBe('/rooted/music');
    expect(folderForDisplay('/mnt/home/ada')).toBe('/mnt/home/ada');
  });
});
