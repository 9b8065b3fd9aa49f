/** Tags that programs append to files of every format: the change is taken or the save is refused, never dropped. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { audioFolder, type Kind } from '../formats/testing/audio.ts';
import { serveFile } from '../overlay/testing/served-file.ts';
import { Draft } from './draft.ts';
import { validateSave } from './validate-save.ts';

const folder = audioFolder();
const spool = mkdtempSync(join(tmpdir(), 'descant-appended-'));
afterAll(() => {
  folder[Symbol.dispose]();
  rmSync(spool, { recursive: true });
});

/** One of each format. */
const KINDS: readonly Kind[] = [
  'flac',
  'mp3',
  'Ogg Vorbis',
  'AAC, moov last',
  'WAV',
  'AIFF',
  'DSF',
  'WavPack',
  "Monkey's Audio",
];

const ID3V1 = Buffer.alloc(128);
ID3V1.write('TAG', 'latin1');
ID3V1.write('Another artist', 33, 'latin1');
ID3V1[127] = 255;

const APEV2 = Buffer.alloc(21 + 14 + 32 - 6);
APEV2.writeUInt32LE(14, 0);
APEV2.write('Artist\0Another artist', 8, 'latin1');
APEV2.write('APETAGEX', 29, 'latin1');
APEV2.writeUInt32LE(2000, 37);
APEV2.writeUInt32LE(APEV2.length, 41);
APEV2.writeUInt32LE(1, 45);

it.each([
  ['ID3v1', ID3V1],
  ['APEv2', APEV2],
])('another artist in an %s tag at the end of a file', async (_tag, tag) => {
  const taken: string[] = [];
  for (const kind of KINDS) {
    const { served, extension } = await serveFile(folder, kind);
    const draft = await Draft.begin(spool, served);
    try {
      await draft.write(tag, served.plan.size);
      const verdict = await validateSave(draft, served, `song.${extension}`);
      if (!verdict.accepted) continue;
      expect(Object.keys(verdict.changes.fields), kind).toEqual(['artist']);
      expect(verdict.changes.fields['artist'], kind).toContain('Another artist');
      taken.push(kind);
    } finally {
      await draft.close();
      await served.release();
    }
  }
  // Ogg pages end where the file does: any other bytes behind them are refused.
  expect(taken).toEqual(KINDS.filter((kind) => kind !== 'Ogg Vorbis'));
});
