import { describe, expect, it } from 'vitest';
import { compareBytes } from '../audio-comparison.ts';
import { layoutWith } from '../testing/layouts.ts';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { wav } from './format.ts';
import { readWav } from './read-wav.ts';

describe('the WAV format', () => {
  it.each([
    ['RIFF....WAVE', true],
    ['RF64....WAVE', true],
    ['BW64....WAVE', true],
    ['RIFX....WAVE', false],
    ['RIFF....AVI ', false],
  ])('is recognised by both names: %s %s', (bytes, expected) => {
    const at = (text: string, start: number) => wav.recognises(new Window(strictSource(Buffer.from(text))), start, '');
    expect([at(bytes, 0), at(`xx${bytes}`, 2), at(`xx${bytes}`, 0)]).toEqual([expected, expected, false]);
  });

  it('knows its files by extension and codec', () => {
    expect(wav).toMatchObject({
      container: 'wav',
      extensions: ['wav', 'wave'],
      mimeType: 'audio/wav',
      codecs: [{ name: 'pcm', kind: 'WAV', exactLength: true, inBrowsers: true }],
      mayFollowId3: false,
    });
    expect([wav.read, wav.compareAudio]).toEqual([readWav, compareBytes]);
  });

  it('plans all files', () => {
    const layout = layoutWith({ detail: { form: 'RIFF', id3: 0, before: [], after: [] } });
    expect(wav.planner!.canPlan(layout)).toBe(true);
    expect(wav.planner!.plan({ layout, tags: {}, pictures: [] }, undefined).size).toBe(20 + 12_288);
  });
});
