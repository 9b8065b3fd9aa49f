import { copyFileSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { audioDifference, type AudioFile } from './audio-difference.ts';
import type { Layout } from '../layout.ts';
import { planFile } from '../plan-file.ts';
import { readLayout } from '../read-layout.ts';
import { audioFolder, KINDS, run, type Encoding } from './audio.ts';
import { planFiles, renderPlan, strictSource } from './sources.ts';

const folder = audioFolder();
afterAll(() => folder[Symbol.dispose]());

function audioFile(bytes: Uint8Array): AudioFile {
  return { layout: readLayout(strictSource(bytes)) as Layout, source: strictSource(bytes) };
}

const EDIT = `
import mutagen, sys
audio = mutagen.File(sys.argv[1])
if audio.tags is None: audio.add_tags()
if isinstance(audio.tags, mutagen.id3.ID3): audio.tags.add(mutagen.id3.TALB(encoding=3, text=['x' * 30000]))
else: audio['\\xa9alb' if isinstance(audio.tags, mutagen.mp4.MP4Tags) else 'album'] = ['x' * 30000]
audio.save()
`;

describe.each(KINDS)('the audio of a %s file', (kind) => {
  it('is the same in a planned file', () => {
    const bytes = folder.bytesOf(kind);
    const before = audioFile(bytes);
    const plan = planFile(
      { layout: before.layout, tags: { lyrics: ['x'.repeat(300_000)] }, pictures: [] },
      planFiles(bytes),
    );
    expect(audioDifference(before, audioFile(renderPlan(plan, bytes)))).toBeNull();
  });

  // mutagen does not know RF64.
  it('is the same when mutagen has written long tags, which move it', () => {
    if (kind === 'RF64') return;
    const path = folder.pathOf(kind);
    const bytes = folder.bytesOf(kind);
    const copy = path.replace(/\.(\w+)$/, '.edited.$1');
    copyFileSync(path, copy);
    run('/usr/bin/python3', ['-c', EDIT, copy]);
    const edited = readFileSync(copy);
    expect(edited.length).toBeGreaterThan(bytes.length + 15_000);
    expect(audioDifference(audioFile(bytes), audioFile(edited))).toBeNull();
  });

  it('differs when one byte in it changes', () => {
    const bytes = folder.bytesOf(kind);
    const before = audioFile(bytes);
    const damaged = Buffer.from(bytes);
    const { offset, length } = before.layout.audio;
    const at = offset + Math.floor(length * 0.7);
    damaged[at] = (damaged[at] as number) ^ 1;
    expect(audioDifference(before, audioFile(damaged))).not.toBeNull();
  });
});

describe('audioDifference', () => {
  const make = (encoding: Encoding, name: string): Buffer => readFileSync(folder.make(encoding, name));

  it('says what is different', () => {
    const flac = audioFile(make('flac', 'one'));
    expect(audioDifference(flac, audioFile(make('mp3', 'two')))).toBe('The file was flac in flac and is mp3 in mp3.');
    const wav = make('WAV', 'three');
    const longer = Buffer.concat([wav.subarray(0, -4), Buffer.alloc(0)]);
    expect(audioDifference(audioFile(wav), audioFile(longer))).toContain('bytes long');
  });

  it('finds MP4 audio the same when an editor moved it and its offsets', () => {
    const path = folder.make('AAC, moov first', 'moved');
    const bytes = readFileSync(path);
    run('/usr/bin/python3', ['-c', EDIT, path]);
    const edited = audioFile(readFileSync(path));
    expect(edited.layout.audio.offset).toBeGreaterThan(audioFile(bytes).layout.audio.offset);
    expect(audioDifference(audioFile(bytes), edited)).toBeNull();
  });

  it('notices MP4 offsets that did not move with the audio', () => {
    const path = folder.make('AAC, moov first', 'unmoved');
    const bytes = readFileSync(path);
    const { layout } = audioFile(bytes);
    const at = layout.audio.offset - 8;
    const gap = Buffer.from('\0\0\0\u0010free\0\0\0\0\0\0\0\0', 'latin1');
    expect(
      audioDifference(audioFile(bytes), audioFile(Buffer.concat([bytes.subarray(0, at), gap, bytes.subarray(at)]))),
    ).toBe('The index of the audio has changed.');
  });

  it('asks the caller before it reads', () => {
    const file = audioFile(make('flac', 'asked'));
    const source = strictSource(Buffer.alloc(0));
    const asked: number[] = [];
    const compare = (was: { offset: number }): boolean => asked.push(was.offset) > 0;
    expect(audioDifference({ layout: file.layout, source }, { layout: file.layout, source }, compare)).toBeNull();
    expect(asked).toContain(file.layout.audio.offset);
  });
});
