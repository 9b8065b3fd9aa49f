import { describe, expect, it } from 'vitest';
import { compareCodecAndBytes } from '../audio-comparison.ts';
import { layoutWith } from '../testing/layouts.ts';
import { atom, soundTrack } from '../testing/mp4-bytes.ts';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { mp4 } from './format.ts';
import { readMp4 } from './read-mp4.ts';

describe('the MP4 format', () => {
  it('is recognised by its first atom', () => {
    const at = (text: string, start: number) => mp4.recognises(new Window(strictSource(Buffer.from(text))), start, '');
    expect([at('....ftyp', 0), at('xx....ftyp', 2), at('xx....ftyp', 0), at('ftyp', 0)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('knows its files by extension and codec', () => {
    expect(mp4).toMatchObject({
      container: 'mp4',
      extensions: ['m4a', 'm4b', 'mp4'],
      mimeType: 'audio/mp4',
      mayFollowId3: false,
    });
    const named = (flag: 'exactLength' | 'inBrowsers'): string[] =>
      mp4.codecs.filter((codec) => codec[flag] === true).map(({ name }) => name);
    // AAC counts in blocks of 1024 samples.
    expect(named('exactLength')).toEqual(['alac', 'flac', 'opus', 'pcm']);
    expect(named('inBrowsers')).toEqual(['aac']);
    expect(mp4.codecs.find(({ kind }) => kind !== undefined)).toMatchObject({ name: 'pcm', kind: 'PCM' });
    expect([mp4.read, mp4.compareAudio]).toEqual([readMp4, compareCodecAndBytes]);
  });

  it('plans files behind whose audio something may stand', () => {
    const bytes = Buffer.concat([atom('ftyp'), atom('mdat', 'audio'), atom('moov', soundTrack('mp4a'))]);
    const layout = readMp4(new Window(strictSource(bytes)))!;
    expect([mp4.planner!.canPlan(layout), mp4.planner!.canPlan(layoutWith({}))]).toEqual([true, false]);
    expect(mp4.planner!.plan({ layout, tags: {}, pictures: [] }, undefined).size).toBe(8 + 13 + 12_288);
  });
});
