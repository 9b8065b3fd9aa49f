import { createHash } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { hashBytes } from './hash-bytes.ts';

const folder = temporaryFolder();

it('hashes all bytes of a file, and tells which file it was', () => {
  const [path, bytes] = [join(folder, 'a'), Buffer.alloc(2_500_000, 'music')];
  writeFileSync(path, bytes);
  const { size, mtimeNs } = statSync(path, { bigint: true });
  const hash = createHash('sha256').update(bytes).digest();
  expect(hashBytes(Buffer.from(path))).toEqual({ hash, size: Number(size), mtimeNs });
});

it('says of a file that is not there that it cannot be read', () => {
  const error = { code: 'DECODE_FAILED', message: expect.stringContaining('there is no such file or folder') };
  expect(() => hashBytes(Buffer.from(join(folder, 'absent')))).toThrow(expect.objectContaining(error));
});
