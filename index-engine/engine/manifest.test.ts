import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { decodeManifest, EMPTY_MANIFEST, encodeManifest, readManifest, writeManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { manifestPath } from '../storage/index-files.ts';

const newPath = temporaryPaths();
const MANIFEST: Manifest = { version: 17, metadata: { name: 'ü' }, segments: [3, 12], firstLog: 13 };

describe('the manifest', () => {
  it('reads back what was written last', async () => {
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

  it('is reported as damaged, by name, whichever bit is flipped and wherever it is cut off', () => {
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

  it('says what is wrong with a text that is not a manifest', () => {
    const text = encodeManifest(MANIFEST);
    expect(decodeManifest(text.replace('index 1', 'index 2'))).toBe('its format 2 is not one that this program reads');
    expect(decodeManifest(text.replace('index 1', 'index 12'))).toBe(
      'its format 12 is not one that this program reads',
    );
    expect(decodeManifest(text.replace('\n', 'x\n'))).toBe('its first line is not that of a manifest');
    expect(decodeManifest(text.replace('\n', ''))).toBe('its first line is not that of a manifest');
    expect(decodeManifest(`x${text}`)).toBe('its first line is not that of a manifest');
    expect(decodeManifest('')).toBe('its first line is not that of a manifest');
    expect(decodeManifest(text.replace('17', '18'))).toBe('its checksum is wrong');
  });

  it('is text: a line with format and checksum, then JSON', () => {
    const [first, ...body] = encodeManifest(EMPTY_MANIFEST).split('\n');
    expect(first).toMatch(/^fingerprint-index 1 [0-9a-f]{8}$/);
    expect(JSON.parse(body.join('\n'))).toEqual({ version: 0, metadata: {}, segments: [], firstLog: 1 });
    expect(body[1]).toBe('  "version": 0,');
    for (let version = 0; version < 100; version++) {
      // Also checksums with leading zeros have eight digits.
      expect(encodeManifest({ ...EMPTY_MANIFEST, version })).toMatch(/^fingerprint-index 1 [0-9a-f]{8}\n/);
    }
  });

  it('encodes and decodes without loss', () => {
    expect(decodeManifest(encodeManifest(MANIFEST))).toEqual(MANIFEST);
  });
});
