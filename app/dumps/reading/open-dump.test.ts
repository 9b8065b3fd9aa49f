import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { padding, tarHeader, tarOf } from '../testing-dumps.ts';
import { openDump } from './open-dump.ts';

const folder = temporaryFolder();
const LIST = Array.from({ length: 2000 }, (_, at) => `{"id":${at}}\n`).join('');
const xz = (bytes: Buffer | string): Buffer => execFileSync('xz', ['-0c'], { input: bytes });

/** What is read of a file, and the code with which reading ends. */
async function read(bytes: Buffer | string): Promise<{ text: string; code: string | null; message: string }> {
  const path = join(folder, 'dump');
  writeFileSync(path, bytes);
  let text = '';
  try {
    for await (const chunk of (await openDump(path, 'release')).content) text += chunk.toString();
    return { text, code: null, message: '' };
  } catch (error) {
    const { code, message } = error as Error & { code: string };
    return { text, code, message };
  }
}

const archive = tarOf({ COPYING: 'licence', 'mbdump/release': LIST, 'mbdump/other': 'x'.repeat(3000) });
it.each<readonly [string, () => Buffer | string]>([
  ['plain', () => LIST],
  ['gzip', () => gzipSync(LIST)],
  ['several members of gzip', () => Buffer.concat([gzipSync(LIST.slice(0, 777)), gzipSync(LIST.slice(777))])],
  ['xz', () => xz(LIST)],
  ['tar', () => archive],
  ['tar in gzip', () => gzipSync(archive)],
  ['tar in xz', () => xz(archive)],
])('reads a list that is packed as %s', async (_, bytes) => {
  expect(await read(bytes())).toEqual({ text: LIST, code: null, message: '' });
});

it('reads empty files', async () => {
  for (const bytes of ['', gzipSync('')]) expect(await read(bytes)).toEqual({ text: '', code: null, message: '' });
});

it('delivers what is before the end of a file that is cut', async () => {
  const big = Array.from({ length: 60_000 }, (_, at) => `{"id":${at * 7919}}\n`).join('');
  for (const bytes of [gzipSync(big), xz(big)]) {
    const { text, code } = await read(bytes.subarray(0, bytes.length - 2000));
    expect(code).toBe('DAMAGED_DUMP');
    expect(text.length).toBeGreaterThan(big.length / 2);
    expect(big.startsWith(text)).toBe(true);
  }
});

it('tells of damage', async () => {
  for (const pack of [gzipSync, xz]) {
    const bytes = pack(LIST);
    bytes.fill(0xff, bytes.length >> 1);
    expect(await read(bytes)).toMatchObject({ code: 'DAMAGED_DUMP' });
  }
});

it('tells of archives that are cut, broken, or of something else', async () => {
  expect(await read(archive.subarray(0, 5000))).toMatchObject({
    code: 'DAMAGED_DUMP',
    message: expect.stringMatching(/ends too early/),
  });
  expect(await read(tarOf({ 'mbdump/artist': LIST }))).toMatchObject({ message: 'the archive has no file release' });
  const broken = tarOf({ COPYING: 'licence', 'mbdump/release': LIST });
  broken[1024 + 3] = 1;
  expect(await read(broken)).toMatchObject({
    text: '',
    code: 'DAMAGED_DUMP',
    message: expect.stringMatching(/header/),
  });
});

it('reads sizes of 8 GiB and more, and does not allocate for them', async () => {
  const binary = Buffer.alloc(12);
  binary[0] = 0x80;
  binary.writeUIntBE(2 ** 47, 6, 6);
  const huge = Buffer.concat([tarHeader('mbdump/release', binary), Buffer.from(LIST)]);
  expect(await read(huge)).toMatchObject({ text: LIST, code: 'DAMAGED_DUMP' });
  const record = `22 size=${String(LIST.length).padStart(12, '0')}\n`;
  const pax = Buffer.concat([
    tarHeader('pax', record.length.toString(8), 'x'),
    Buffer.from(record),
    padding(record.length),
    tarHeader('mbdump/release', '0'),
    Buffer.from(LIST),
    padding(LIST.length),
  ]);
  expect(await read(pax)).toEqual({ text: LIST, code: null, message: '' });
  binary.fill(0xff);
  expect(await read(tarHeader('mbdump/release', binary))).toMatchObject({ code: 'DAMAGED_DUMP' });
});

it('names a file that is not there', async () => {
  await expect(openDump(join(folder, 'none'), 'track')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
