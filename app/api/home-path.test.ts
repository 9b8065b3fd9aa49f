import { homedir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { fromHome } from './home-path.ts';

describe('a typed path', () => {
  it.each([
    ['/srv/music', '/srv/music'],
    ['~', '/home/ada'],
    ['~/Music', '/home/ada/Music'],
    ['~/Music/', '/home/ada/Music/'],
    ['Music', '/home/ada/Music'],
    ['', '/home/ada'],
    ['~ada/Music', '/home/ada/~ada/Music'],
    ['/srv/~', '/srv/~'],
    ['file:///srv/My%20Music/', '/srv/My Music/'],
    ['file://localhost/srv/50%25', '/srv/50%'],
    ['file://nas/music', '/home/ada/file:/nas/music'],
    ['file:///srv/%2F', '/home/ada/file:/srv/%2F'],
  ])('%j is %s', (typed, path) => {
    expect(fromHome(typed, '/home/ada')).toBe(path);
  });

  it('begins in the home folder of the user', () => {
    expect(fromHome('~')).toBe(homedir());
  });
});
