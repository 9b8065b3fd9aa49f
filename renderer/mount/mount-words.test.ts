import { describe, expect, it } from 'vitest';
import type { MountState } from '../../app/model/mount.ts';
import { mountWords } from './mount-words.ts';

const mount: MountState = {
  state: 'mounted',
  directory: '/home/ada/Descant',
  template: null,
  backend: 'x',
  message: null,
};

describe('the mount in words', () => {
  it('says where it is mounted', () => {
    expect(mountWords(mount)).toMatchObject({ state: 'Mounted', where: 'at ~/Descant' });
  });

  it('says of a mount of the past that it is one', () => {
    const past = mountWords({ ...mount, asOf: new Date(2001, 1, 3).getTime() });
    expect(past.more).toBe('It shows the library of 3 Feb 2001, and takes no saves');
  });

  it('claims nothing while the service does not answer', () => {
    expect(mountWords(mount, false)).toEqual({
      state: 'Mount unknown',
      where: '',
      more: 'The service does not answer',
    });
  });

  it('names no place while nothing is mounted', () => {
    expect(mountWords({ ...mount, state: 'unmounted' }).where).toBe('');
    expect(mountWords({ ...mount, state: 'failed' }).more).toContain('failed');
  });
});
