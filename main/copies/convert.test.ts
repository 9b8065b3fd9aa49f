import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import type { CopyFormat } from '../../app/model/copies.ts';
import { convert, convertedPath, isConverted, TARGETS } from './convert.ts';

function probe(path: string) {
  const printed = execFileSync('ffprobe', ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', path]);
  const { streams, format } = JSON.parse(printed.toString()) as {
    streams: { codec_type: string; codec_name: string; tags?: Record<string, string> }[];
    format: { tags?: Record<string, string> };
  };
  const audio = streams.find(({ codec_type: type }) => type === 'audio');
  const tags = { ...audio?.tags, ...format.tags };
  return {
    codec: audio?.codec_name,
    title: tags['title'] ?? tags['TITLE'],
    hasCover: streams.some(({ codec_type: type }) => type === 'video'),
  };
}

describe('a copy that is converted', () => {
  it.each([
    ['mp3', 'mp3', true],
    ['aac', 'aac', true],
    ['opus', 'opus', false],
    ['vorbis', 'vorbis', false],
  ] as const)('has the tags of the file, as %s', async (name, codec, hasCover) => {
    const folder = temporaryFolder();
    const from = makeAudio(join(folder, 'a.flac'), { tags: { title: 'Öre' }, seconds: 1, art: true });
    const to = join(folder, 'to');
    await convert(from, to, TARGETS[name], new AbortController().signal);
    expect(probe(to)).toEqual({ codec, title: 'Öre', hasCover });
  });

  it('fails with the words of ffmpeg for what is no audio', async () => {
    const from = join(temporaryFolder(), 'a.flac');
    writeFileSync(from, 'no audio');
    const done = convert(from, `${from}.mp3`, TARGETS['mp3'], new AbortController().signal);
    await expect(done).rejects.toThrow(/^ffmpeg could not convert it: .+/);
  });

  it('ends when it is cancelled', async () => {
    const from = makeAudio(join(temporaryFolder(), 'a.flac'), { seconds: 1 });
    await expect(convert(from, `${from}.mp3`, TARGETS['mp3'], AbortSignal.abort())).rejects.toThrow('abort');
  });
});

it('converts lossless files that do not have the format already', () => {
  const converted = (path: string, name: CopyFormat) => isConverted(path, TARGETS[name]);
  expect(['a.flac', 'a.WAV', 'a.x.ape', 'a.wv'].map((path) => converted(path, 'mp3'))).toEqual(Array(4).fill(true));
  expect(['a.mp3', 'a.ogg', 'a.m4a'].map((path) => converted(path, 'opus'))).toEqual([false, false, false]);
  expect([converted('a.flac', 'flac'), converted('a.wav', 'flac')]).toEqual([false, true]);
  expect(convertedPath('x.y/a.b.flac', TARGETS['aac'])).toBe('x.y/a.b.m4a');
});
