import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkFuseDevice, checkFusermount, findProgram } from './requirements.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'descant-requirements-'));
  writeFileSync(join(folder, 'fusermount3'), '', { mode: 0o755 });
  writeFileSync(join(folder, 'text'), '', { mode: 0o644 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the device of FUSE', () => {
  it('is found good where it may be read and written', async () => {
    await checkFuseDevice(join(folder, 'text'));
  });

  it('is missed with what makes it', async () => {
    await expect(checkFuseDevice(join(folder, 'none'))).rejects.toMatchObject({
      code: 'NO_FUSE_DEVICE',
      message: expect.stringContaining('As root: modprobe fuse.'),
    });
  });

  it('is opened to this user by a command that the message gives', async () => {
    const device = join(folder, 'closed');
    const refused = Object.assign(new Error('no'), { code: 'EACCES' });
    await expect(checkFuseDevice(device, () => Promise.reject(refused))).rejects.toMatchObject({
      code: 'NO_FUSE_DEVICE',
      message: `${device} may not be opened by this user. Debian opens it to all users; as root: chmod 666 ${device}`,
    });
  });
});

describe('the program fusermount3', () => {
  it('is not needed by root', async () => {
    await checkFusermount(0, '');
  });

  it('is enough for ordinary users', async () => {
    await checkFusermount(1000, `/no/such/folder:${folder}`);
  });

  it('is named with its package and the command that installs it', async () => {
    await expect(checkFusermount(1000, '')).rejects.toMatchObject({
      code: 'NO_FUSERMOUNT',
      message:
        'Users other than root mount by the program fusermount3, which is missing. To get it: sudo apt-get install fuse3',
    });
  });
});

describe('a program', () => {
  it('is found in the first folder that has it and where it may be executed', async () => {
    expect(await findProgram('fusermount3', `:/no/such/folder:${folder}`)).toBe(join(folder, 'fusermount3'));
    expect(await findProgram('text', folder)).toBeNull();
    expect(await findProgram('fusermount3', '')).toBeNull();
  });
});
