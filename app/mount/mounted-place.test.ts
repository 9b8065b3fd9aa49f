import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import type { MountState } from '../model/mount.ts';
import { MountedPlace, readMountedPlace } from './mounted-place.ts';

const state = (state: MountState['state'], directory: string | null): MountState => ({
  state,
  directory,
  template: null,
  backend: null,
  message: null,
});

describe('where the library is mounted', () => {
  it('is known to the next service until it is unmounted', async () => {
    const library = temporaryFolder();
    const place = new MountedPlace(library);
    expect(await readMountedPlace(library)).toBeNull();
    place.follow(state('mounting', '/one'));
    place.follow(state('mounted', '/one'));
    place.follow(state('mounted', '/two'));
    await place.settled();
    expect(await readMountedPlace(library)).toBe('/two');
    expect(statSync(join(library, 'mounted-at.json')).mode & 0o777).toBe(0o600);
    place.follow(state('failed', '/three'));
    await place.settled();
    expect(await readMountedPlace(library)).toBe('/two');
    place.follow(state('unmounted', null));
    await place.settled();
    expect(await readMountedPlace(library)).toBeNull();
  });

  it('is unknown where the file says nothing of it, or cannot be written', async () => {
    const library = temporaryFolder();
    for (const text of ['', '{"directory":7}', 'null']) {
      writeFileSync(join(library, 'mounted-at.json'), text);
      expect(await readMountedPlace(library)).toBeNull();
    }
    const place = new MountedPlace(join(library, 'gone'));
    place.follow(state('mounted', '/one'));
    await place.settled();
    expect(await readMountedPlace(join(library, 'gone'))).toBeNull();
  });
});
