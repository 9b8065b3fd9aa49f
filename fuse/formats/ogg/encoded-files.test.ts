/** Files that encoders made, planned anew: other programs and checksums say whether they are whole. */
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { audioDifference } from '../testing/audio-difference.ts';
import type { Layout } from '../layout.ts';
import { planFile, sizeOfPlan } from '../plan-file.ts';
import type { PlanFiles } from '../plan-input.ts';
import type { PlacedPicture } from '../plan.ts';
import { readLayout } from '../read-layout.ts';
import { audioFolder, decodedMd5, type Encoding } from '../testing/audio.ts';
import { planFiles, renderPlan, strictSource } from '../testing/sources.ts';
import { CHECKSUM_AT, oggCrc } from './crc.ts';
import { applyPatches, pagePatches } from './page-patches.ts';
import { writePage } from './page-writer.ts';
import { readPage, type Page } from './pages.ts';
import { Window } from '../window.ts';

const folder = audioFolder();
afterAll(() => folder[Symbol.dispose]());

const art = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7) & 255));
const picture: PlacedPicture = {
  type: 3,
  mime: 'image/jpeg',
  description: '',
  width: 1,
  height: 1,
  depth: 24,
  length: art.length,
  body: { kind: 'blob', path: 'art', offset: 0, length: art.length },
};

function pagesOf(bytes: Buffer): Page[] {
  const window = new Window(strictSource(bytes));
  const pages: Page[] = [];
  for (let position = 0; position < bytes.length; position = pages.at(-1)?.end ?? 0) {
    pages.push(readPage(window, position));
  }
  return pages;
}

describe.each(['Ogg Vorbis', 'Opus', 'Ogg FLAC'] satisfies Encoding[])('a planned %s file', (encoding) => {
  let original: Buffer;
  let layout: Layout;
  let files: PlanFiles;
  beforeAll(() => {
    original = readFileSync(folder.make(encoding));
  });
  beforeEach(() => {
    layout = readLayout(strictSource(original)) as Layout;
    files = planFiles(original, { art });
  });
  const render = (pictures: readonly PlacedPicture[]): Buffer =>
    renderPlan(planFile({ layout, tags: { title: ['x'] }, pictures }, files), original, { art });

  it.each([[[]], [[picture]]])('has pages that are numbered in turn, with true checksums (%#)', (pictures) => {
    const rendered = render(pictures);
    pagesOf(rendered).forEach((page, i) => {
      expect(page.sequence).toBe(i);
      expect(page.serial).toBe(layout.detail['serial']);
      const bytes = Buffer.from(rendered.subarray(page.offset, page.end));
      const stated = bytes.readUInt32LE(CHECKSUM_AT);
      bytes.writeUInt32LE(0, CHECKSUM_AT);
      expect(stated).toBe(oggCrc(bytes, 0, bytes.length));
    });
  });

  it('leaves the pages of the audio alone while the header keeps their number', () => {
    const plan = planFile({ layout, tags: { title: ['x'.repeat(5000)] }, pictures: [] }, files);
    expect(plan.segments.at(-1)).toEqual({ kind: 'source', ...layout.audio });
  });

  it('renumbers the pages of the audio when art makes the header longer, and nothing else in them', () => {
    const plan = planFile({ layout, tags: {}, pictures: [picture] }, files);
    expect(plan.segments.at(-1)).toMatchObject({
      kind: 'source',
      ...layout.audio,
      pageShift: expect.any(Number) as number,
    });
    const rendered = render([picture]);
    const after = { layout: readLayout(strictSource(rendered)) as Layout, source: strictSource(rendered) };
    expect(after.layout.audio.length).toBe(layout.audio.length);
    expect(audioDifference({ layout, source: strictSource(original) }, after)).toBeNull();
  });

  it('goes back to fewer pages when art is taken away again', () => {
    const withArt = render([picture]);
    const between = readLayout(strictSource(withArt)) as Layout;
    const plan = planFile({ layout: between, tags: { title: ['y'] }, pictures: [] }, planFiles(withArt));
    const again = renderPlan(plan, withArt);
    expect(pagesOf(again).map(({ sequence }) => sequence)).toEqual(pagesOf(again).map((_, i) => i));
    expect(readLayout(strictSource(again))?.tags).toEqual({ title: ['y'] });
  });
});

describe('a file whose first audio packets share a page with the header', () => {
  /** Puts the packets of the second and third page onto one, and renumbers the rest. */
  function shared(bytes: Buffer): Buffer {
    const [first, header, audio, next] = pagesOf(bytes) as [Page, Page, Page, Page];
    const one = writePage(
      Buffer.concat([header.lacing, audio.lacing]),
      Buffer.concat([bytes.subarray(header.body, header.end), bytes.subarray(audio.body, audio.end)]),
      {
        serial: first.serial,
        sequence: 1,
        flags: 0,
        granule: bytes.readBigUInt64LE(audio.offset + 6),
      },
    );
    const rest = Buffer.from(bytes.subarray(next.offset));
    applyPatches(rest, next.offset, pagePatches(strictSource(bytes), { offset: next.offset, length: rest.length }, -1));
    return Buffer.concat([bytes.subarray(0, first.end), one, rest]);
  }

  it('has a planned file in which they have a page of their own', () => {
    const path = folder.make('Ogg Vorbis', 'shared');
    const bytes = shared(readFileSync(path));
    const layout = readLayout(strictSource(bytes)) as Layout;
    expect(layout.detail['sharedPage']).toBeDefined();
    for (const pictures of [[], [picture]]) {
      const input = { layout, tags: { title: ['x'] }, pictures };
      const plan = planFile(input, planFiles(bytes, { art }));
      expect(sizeOfPlan(input)).toMatchObject({ size: plan.size, headerLength: plan.headerLength });
      const rendered = renderPlan(plan, bytes, { art });
      pagesOf(rendered).forEach(({ sequence }, i) => expect(sequence).toBe(i));
      const after = readLayout(strictSource(rendered)) as Layout;
      expect(after.detail['sharedPage']).toBeUndefined();
      expect(after.properties.duration).toBe(layout.properties.duration);
      expect(
        audioDifference({ layout, source: strictSource(bytes) }, { layout: after, source: strictSource(rendered) }),
      ).toBeNull();
      const planned = `${folder.path}/shared.planned.ogg`;
      writeFileSync(planned, rendered);
      expect(decodedMd5(planned)).toBe(decodedMd5(path));
    }
  });
});
