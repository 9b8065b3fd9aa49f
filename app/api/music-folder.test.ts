import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { musicFolder } from './music-folder.ts';

describe('the folder that probably holds the music', () => {
  let home: string;
  beforeEach(() => {
    home = temporaryFolder();
    mkdirSync(join(home, '.config'));
  });
  const make = (name: string): string => {
    mkdirSync(join(home, name), { recursive: true });
    writeFileSync(join(home, name, 'a.flac'), '');
    return join(home, name);
  };
  const set = (line: string): void => writeFileSync(join(home, '.config', 'user-dirs.dirs'), `# folders\n${line}\n`);
  const found = (): Promise<string | null> => musicFolder(home, join(home, '.config'));

  it('is Music in the home folder, where the desktop does not say another', async () => {
    const music = make('Music');
    expect(await found()).toBe(music);
    set('XDG_VIDEOS_DIR="$HOME/Videos"');
    expect(await found()).toBe(music);
  });

  it('is what the desktop says, in the language of the person', async () => {
    make('Music');
    const musik = make('Musik "alt"');
    set(String.raw`XDG_MUSIC_DIR="$HOME/Musik \"alt\""`);
    expect(await found()).toBe(musik);
    set(`XDG_MUSIC_DIR="${make('elsewhere')}"`);
    expect(await found()).toBe(join(home, 'elsewhere'));
  });

  it('is none where it is empty, is not there, or is the home folder', async () => {
    expect(await found()).toBeNull();
    mkdirSync(join(home, 'Music'));
    expect(await found()).toBeNull();
    set('XDG_MUSIC_DIR="$HOME/"');
    expect(await found()).toBeNull();
  });
});
