import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import {
  decodeManifest,
  encodeManifest,
  manifestPath,
  parseFileName,
  readManifest,
  writeManifest,
} from './manifest.ts';
import type { Manifest } from './manifest.ts';

const newPath = temporaryPaths();
const MANIFEST: Manifest = { version: 17, metadata: { name: 'ü' }, segments: [3, 12], firstLog: 13 };

describe('the manifest', () => {
  it('says after writing what it was told', async () => {
    const directory = newPath();
    mkdirSync(directory);
    expect(readManifest(directory)).toBeUndefined();
    await writeManifest(directory, { ...MANIFEST, version: 1 });
    await writeManifest(directory, MANIFEST);
    expect(readManifest(directory)).toEqual(MANIFEST);
  });

  it('keeps the old content when it cannot be written', async () => {
    const directory = newPath();
    mkdirSync(directory);
    await writeManifest(directory, MANIFEST);
    mkdirSync(`${manifestPath(directory)}.tmp`);
    await expect(writeManifest(directory, { ...MANIFEST, version: 18 })).rejects.toMatchObject({
      code: 'WriteFailed',
      path: manifestPath(directory),
    });
    expect(readManifest(directory)).toEqual(MANIFEST);
  });

  it('is found damaged, and named, whichever bit is flipped or wherever it is cut off', () => {
    const directory = newPath();
    mkdirSync(directory);
    const whole = Buffer.from(encodeManifest(MANIFEST));
    const read = (content: Buffer): (() => unknown) => {
      writeFileSync(manifestPath(directory), content);
      return () => readManifest(directory);
    };
    const error = expect.objectContaining({ code: 'CorruptFile', path: manifestPath(directory) }) as Error;
    for (let byte = 0; byte < whole.length; byte++) {
      const damaged = Buffer.from(whole);
      damaged[byte]! ^= 1 << (byte % 8);
      expect(read(damaged), `byte ${byte}`).toThrow(error);
      expect(read(whole.subarray(0, byte)), `length ${byte}`).toThrow(error);
    }
    rmSync(join(directory, 'manifest'));
  });

  it('of a later format is not read', () => {
    expect(decodeManifest(encodeManifest(MANIFEST).replace('index 1', 'index 2'))).toContain('format 2');
  });

  it('knows the engine’s files by their names', () => {
    expect(parseFileName('segment-00000012')).toEqual({ kind: 'segment', number: 12 });
    expect(parseFileName('log-123456789')).toEqual({ kind: 'log', number: 123_456_789 });
    expect(parseFileName('segment-00000012.tmp')).toMatchObject({ kind: 'temporary' });
    expect(parseFileName('manifest.tmp')).toMatchObject({ kind: 'temporary' });
    for (const name of ['manifest', 'lock', 'segment-1', 'notes.txt', 'log-00000001.bak']) {
      expect(parseFileName(name)).toBeUndefined();
    }
  });

  it('reads back as it was', () => {
    expect(decodeManifest(encodeManifest(MANIFEST))).toEqual(MANIFEST);
  });
});
