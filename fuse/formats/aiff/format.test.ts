import { describe, expect, it } from 'vitest';
import { compareBytes } from '../audio-comparison.ts';
import { layoutWith } from '../testing/layouts.ts';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { aiff } from './format.ts';
import { readAiff } from './read-aiff.ts';

describe('the AIFF format', () => {
  it.each([
    ['FORM....AIFF', true],
    ['FORM....AIFC', true],
    ['FORM....8SVX', false],
    ['FORN....AIFF', false],
    ['FORM', false],
  ])('is recognised by both names: %s %s', (bytes, expected) => {
    const at = (text: string, start: number) => aiff.recognises(new Window(strictSource(Buffer.from(text))), start, '');
    expect([at(bytes, 0), at(`xx${bytes}`, 2), at(`xx${bytes}`, 0)]).toEqual([expected, expected, false]);
  });

  it('knows its files by extension and codec', () => {
    expect(aiff).toMatchObject({
      container: 'aiff',
      extensions: ['aiff', 'aif', 'aifc'],
      mimeType: 'audio/aiff',
      codecs: [{ name: 'pcm', kind: 'AIFF', exactLength: true }],
      mayFollowId3: false,
    });
    expect(aiff.codecs[0]).not.toHaveProperty('inBrowsers');
    expect([aiff.read, aiff.compareAudio]).toEqual([readAiff, compareBytes]);
  });

  it('plans all files', () => {
    const sound = { offset: 0, length: 16 };
    const detail = { form: 'AIFF', id3: 0, texts: [], before: [], after: [], sound };
    const layout = layoutWith({ audio: { offset: 16, length: 0 }, detail });
    expect(aiff.planner!.canPlan(layout)).toBe(true);
    expect(aiff.planner!.plan({ layout, tags: {}, pictures: [] }, undefined).size).toBe(12 + 16 + 12_288);
  });
});
