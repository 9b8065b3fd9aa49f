/** Damaged saves of every format: each is refused with a reason, or becomes a change that can be served again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Layout } from '../formats/layout.ts';
import { LONGEST_PICTURE } from '../formats/picture-body.ts';
import type { PlacedPicture } from '../formats/plan.ts';
import { planFile, sizeOfPlan } from '../formats/plan-file.ts';
import { readLayout } from '../formats/read-layout.ts';
import { audioFolder } from '../formats/testing/audio.ts';
import { damaged } from '../formats/testing/damage.ts';
import { randomTags } from '../formats/testing/random-tags.ts';
import { planFiles, renderPlan, seededRandom, strictSource } from '../formats/testing/sources.ts';
import { servableKinds, serveFile, type ServedFile } from '../overlay/testing/served-file.ts';
import { Draft } from './draft.ts';
import { validateSave, type SaveVerdict } from './validate-save.ts';
import { isSameAudio, type AudioSide } from './same-audio.ts';

/** Damaged saves per format and way of saving. Raise it after changing the validation of saves. */
const ROUNDS = 60;
/** Bytes that an editor that saves in place writes at once. */
const BLOCK = 4096;

const folder = audioFolder();
const spool = mkdtempSync(join(tmpdir(), 'descant-hostile-'));
afterAll(() => {
  folder[Symbol.dispose]();
  rmSync(spool, { recursive: true });
});

/** Judges a save of these bytes: as a new file in the track's place, or written into it block by block. */
async function verdictOn(
  { served, shown, extension }: ServedFile,
  saved: Buffer,
  way: 'anew' | 'in place',
): Promise<SaveVerdict> {
  const draft = await Draft.begin(spool, way === 'anew' ? null : served);
  try {
    if (way === 'anew') await draft.write(saved, 0);
    else {
      draft.resize(saved.length);
      for (let at = 0; at < saved.length; at += BLOCK) {
        const block = saved.subarray(at, at + BLOCK);
        if (!block.equals(shown.subarray(at, at + BLOCK))) await draft.write(block, at);
      }
    }
    return await validateSave(draft, served, `song.${extension}`);
  } finally {
    await draft.close();
  }
}

function side(bytes: Buffer, layout: Layout): AudioSide {
  return {
    layout,
    read: async (buffer, offset, length, position) =>
      void buffer.set(bytes.subarray(position, position + length), offset),
  };
}

/** The track after a change that was taken has a header that can be made, read and played. */
async function canBeServed(
  one: ServedFile,
  changes: Extract<SaveVerdict, { accepted: true }>['changes'],
): Promise<void> {
  const { original, layout, extension } = one;
  const tags: Record<string, readonly string[]> = { ...one.tags };
  for (const [field, values] of Object.entries(changes.fields)) {
    if (values === null) delete tags[field];
    else tags[field] = values;
  }
  const blobs = { ...one.blobs };
  const pictures = changes.pictures?.map(({ type, mime, description, bytes }, index): PlacedPicture => {
    blobs[`new ${index}`] = bytes;
    return {
      type,
      mime,
      description,
      width: 0,
      height: 0,
      depth: 24,
      length: bytes.length,
      body: { kind: 'blob', path: `new ${index}`, offset: 0, length: bytes.length },
    };
  });
  const input = { layout, tags, pictures: pictures ?? one.pictures };
  const plan = planFile(input, planFiles(original, blobs));
  expect(sizeOfPlan(input).size).toBe(plan.size);
  const rendered = renderPlan(plan, original, blobs);
  expect(rendered.length).toBe(plan.size);
  const again = readLayout(strictSource(rendered), extension);
  expect(again).not.toBeNull();
  expect(await isSameAudio(side(original, layout), side(rendered, again as Layout))).toBe(true);
}

describe.each(servableKinds(folder))('a damaged save of a %s file', (kind) => {
  it.each(['anew', 'in place'] as const)('is refused with a reason or can be served, saved %s', async (way) => {
    const one = await serveFile(folder, kind);
    // What an editor with other tags would have saved.
    const input = { layout: one.layout, tags: randomTags(seededRandom(8)), pictures: one.pictures.slice(1) };
    const edited = renderPlan(planFile(input, planFiles(one.original, one.blobs)), one.original, one.blobs);
    const outcomes = { accepted: 0, refused: 0 };
    const random = seededRandom(way === 'anew' ? 11 : 12);
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        const whole = round % 2 === 0 ? one.shown : edited;
        const { audio } = readLayout(strictSource(whole), one.extension) as Layout;
        // Tags are in front of the audio or behind it: damage to the audio itself tests nothing here.
        const tail = audio.offset + audio.length;
        const inTail = whole.length - tail > audio.offset;
        const saved = inTail
          ? Buffer.concat([whole.subarray(0, tail), damaged(whole.subarray(tail), whole.length - tail, random)])
          : damaged(whole, audio.offset, random);
        const verdict = await verdictOn(one, saved, way);
        outcomes[verdict.accepted ? 'accepted' : 'refused'] += 1;
        if (verdict.accepted) await canBeServed(one, verdict.changes);
        else expect(verdict.reason).toMatch(/^[A-Z].*\.$/s);
      }
    } finally {
      await one.served.release();
    }
    // Otherwise nothing was tried.
    expect(outcomes.accepted).toBeGreaterThan(0);
  });
});

it('a save with a picture that is too long is refused with the limit', async () => {
  const one = await serveFile(folder, 'AAC, moov last');
  try {
    const blobs = { cover: Buffer.alloc(LONGEST_PICTURE + 1) };
    const { length } = blobs.cover;
    const cover: PlacedPicture = {
      type: 3,
      mime: 'image/jpeg',
      description: '',
      width: 0,
      height: 0,
      depth: 24,
      length,
      body: { kind: 'blob', path: 'cover', offset: 0, length },
    };
    const saved = renderPlan(
      planFile({ layout: one.layout, tags: one.tags, pictures: [cover] }, planFiles(one.original, blobs)),
      one.original,
      blobs,
    );
    expect(await verdictOn(one, saved, 'anew')).toEqual({
      accepted: false,
      reason: `A picture is ${length} bytes long. Pictures of up to 67108864 bytes (64 MiB) can be stored.`,
    });
  } finally {
    await one.served.release();
  }
});
