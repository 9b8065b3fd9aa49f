import { describe, expect, it } from 'vitest';
import { mountSource, mountStateOf, parseMountInfo } from './mount-state.ts';

describe('the kernel’s list of mounts', () => {
  it('is read with optional fields, spaces and other scripts in paths', () => {
    const text = Buffer.from(
      [
        '22 1 0:21 / /proc rw,nosuid shared:14 - proc proc rw',
        '42 27 0:39 / /home/me/My\\040Müsic rw,nosuid,nodev - fuse.descant descant-12-34 rw,user_id=0',
        'nonsense',
        '',
      ].join('\n'),
    );
    expect(parseMountInfo(text)).toEqual([
      { directory: '/proc', type: 'proc', source: 'proc', device: 21 },
      { directory: '/home/me/My Müsic', type: 'fuse.descant', source: 'descant-12-34', device: 39 },
    ]);
  });

  it('says what is mounted at a directory and nothing about others', async () => {
    expect(await mountStateOf('/proc')).toMatchObject({ type: 'proc', ours: false, stale: false, pid: null });
    expect(await mountStateOf('/proc/self')).toBeNull();
  });

  it('gives this process a source that tells it from an earlier one of the same number', async () => {
    expect(await mountSource()).toMatch(new RegExp(`^descant-${process.pid}-[1-9]\\d*$`));
  });
});
