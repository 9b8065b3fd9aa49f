import { describe, expect, it } from 'vitest';
import { layoutWith } from '../testing/layouts.ts';
import { commentsOf, oggPage, opusHead } from '../testing/ogg-bytes.ts';
import { planFiles, strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { comparePackets } from './compare-packets.ts';
import { ogg } from './format.ts';
import { readOgg } from './read-ogg.ts';

const FILE = Buffer.concat([
  oggPage([19], opusHead()),
  oggPage([8 + 9], Buffer.concat([Buffer.from('OpusTags'), commentsOf('v', [])])),
]);

describe('the Ogg format', () => {
  it('is recognised by the first page', () => {
    const at = (text: string, start: number) => ogg.recognises(new Window(strictSource(Buffer.from(text))), start, '');
    expect(at('OggS', 0)).toBe(true);
    expect(at('xxOggS', 2)).toBe(true);
    expect(at('xxOggS', 0)).toBe(false);
  });

  it('knows its files by extension and codec', () => {
    expect(ogg).toMatchObject({ container: 'ogg', extensions: ['ogg', 'oga', 'opus'], mimeType: 'audio/ogg' });
    expect(ogg.codecs.map(({ name }) => name)).toEqual(['vorbis', 'opus', 'flac']);
    expect(ogg.codecs.every(({ exactLength, inBrowsers }) => exactLength === true && inBrowsers === true)).toBe(true);
    expect(ogg.mayFollowId3).toBe(false);
    expect([ogg.read, ogg.compareAudio]).toEqual([readOgg, comparePackets]);
  });

  it('plans all files, with access to them only: checksums run over what they hold', () => {
    const layout = readOgg(new Window(strictSource(FILE)))!;
    const input = { layout, tags: {}, pictures: [] };
    expect([ogg.planner!.needsFiles, ogg.planner!.canPlan(layoutWith({}))]).toEqual([true, true]);
    expect(ogg.planner!.plan(input, planFiles(FILE)).size).toBe(ogg.planner!.size(input).size);
    expect(() => ogg.planner!.plan(input, undefined)).toThrow(
      'No header can be written for this ogg file without reading it.',
    );
  });
});
