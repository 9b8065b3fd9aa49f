import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { mountPoints } from './mount-points.ts';

test('the mount points of the system are there', () => {
  expect([...mountPoints().values()]).toContainEqual(Buffer.from('/proc'));
});

test('names with blanks and other bytes are read as they are', () => {
  const file = join(temporaryFolder(), 'mountinfo');
  writeFileSync(file, Buffer.from('36 35 98:0 / /media/My\\040Disk\\134\xe9 rw - ext4 /dev/sda1 rw\n', 'latin1'));
  expect([...mountPoints(file).values()]).toEqual([Buffer.from('/media/My Disk\\\xe9', 'latin1')]);
});

test('two mounts at one point are two', () => {
  const file = join(temporaryFolder(), 'mountinfo');
  writeFileSync(file, '36 35 98:0 / /mnt rw - ext4 a rw\n37 36 98:1 / /mnt rw - ext4 b rw\n');
  expect(mountPoints(file).size).toBe(2);
});

test('a system without the list has none', () => {
  expect(mountPoints('/no such file').size).toBe(0);
});
