/** Files that encoders made, planned anew: other programs read and play them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Layout, Tags } from '../layout.ts';
import { canPlan, planFile } from '../plan-file.ts';
import { readLayout } from '../read-layout.ts';
import { audioFolder, decodedMd5, run } from '../testing/audio.ts';
import { renderPlan, strictSource } from '../testing/sources.ts';

const folder = audioFolder();
afterAll(() => folder[Symbol.dispose]());

const readBytes = (bytes: Buffer): Layout => readLayout(strictSource(bytes)) as Layout;

/** Names and positions of the top-level atoms. */
function atoms(bytes: Buffer): string[] {
  const names: string[] = [];
  for (let at = 0; at < bytes.length; at += bytes.readUInt32BE(at)) {
    names.push(bytes.toString('latin1', at + 4, at + 8));
  }
  return names;
}

describe('a planned MP4 file', () => {
  let last: Buffer;
  let first: Buffer;
  beforeAll(() => {
    last = readFileSync(folder.make('AAC, moov last', 'last'));
    first = readFileSync(folder.make('AAC, moov first', 'first'));
  });
  const render = (bytes: Buffer, tags: Tags, minimumSize = 0): Buffer =>
    renderPlan(planFile({ layout: readBytes(bytes), tags, pictures: [], minimumSize }), bytes);

  it('has its index behind the audio where it was behind', () => {
    expect(atoms(last)).toEqual(['ftyp', 'free', 'mdat', 'moov']);
    expect(atoms(render(last, { title: ['x'] }))).toEqual(['ftyp', 'free', 'mdat', 'moov']);
  });

  it('has its index in front while it fits there, and behind when it does not; the audio never moves', () => {
    expect(atoms(first)).toEqual(['ftyp', 'moov', 'free', 'mdat']);
    const short = render(first, { title: ['x'] });
    const long = render(first, { title: ['x'], lyrics: ['y'.repeat(5000)] });
    expect(atoms(short)).toEqual(['ftyp', 'moov', 'mdat']);
    expect(short.length).toBe(first.length);
    expect(atoms(long)).toEqual(['ftyp', 'free', 'mdat', 'moov']);
    for (const planned of [short, long]) expect(readBytes(planned).audio).toEqual(readBytes(first).audio);
    // Back in front when the tags are short again, unless the size that was shown before is to be kept.
    expect(atoms(render(first, { title: ['x'] }, long.length))).toEqual(['ftyp', 'free', 'mdat', 'moov']);
    expect(render(first, { title: ['x'] }, long.length).length).toBe(long.length);
  });

  it('is whole at every length of its tags, also where eight bytes for padding are just missing', () => {
    for (let length = 1; length < 1500; length += 1) {
      const tags = { title: ['y'.repeat(length)] };
      const planned = render(first, tags);
      expect(readBytes(planned).tags).toEqual(tags);
      expect(atoms(planned).at(-1)).toMatch(/mdat|moov/);
    }
  });

  it('plays after its index went to the end', () => {
    const path = `${folder.path}/long.m4a`;
    writeFileSync(path, render(first, { lyrics: ['y'.repeat(5000)] }));
    expect(decodedMd5(path)).toBe(decodedMd5(`${folder.path}/first.m4a`));
  });

  it('can be edited in place by mutagen, in the padding behind the tags', () => {
    const path = `${folder.path}/edited.m4a`;
    const before = render(last, { title: ['x'] });
    writeFileSync(path, before);
    run('/usr/bin/python3', [
      '-c',
      'import mutagen, sys\nf = mutagen.File(sys.argv[1])\nf["©nam"] = ["y" * 3000]\nf.save()',
      path,
    ]);
    const after = readFileSync(path);
    expect(after.length).toBe(before.length);
    expect(readBytes(after).tags).toEqual({ title: ['y'.repeat(3000)] });
    expect(readBytes(after).audio).toEqual(readBytes(before).audio);
  });

  it("keeps atoms that no field can hold, and iTunes' own data", () => {
    const path = `${folder.path}/kept.m4a`;
    writeFileSync(path, last);
    run('/usr/bin/python3', [
      '-c',
      'import sys\nfrom mutagen.mp4 import *\nf = MP4(sys.argv[1])\nf["rtng"] = [4]\nf["plID"] = [123]\nf["----:com.apple.iTunes:iTunSMPB"] = [b" 00000000 00000840"]\nf["----:org.example:Thing"] = [b"v"]\nf.save()',
      path,
    ]);
    const bytes = readFileSync(path);
    const layout = readBytes(bytes);
    expect(layout.kept.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['ilst/rtng', 'ilst/plID', 'ilst/----']),
    );
    expect(layout.tags).toMatchObject({ '----:org.example:thing': ['v'] });
    const planned = `${folder.path}/kept.planned.m4a`;
    writeFileSync(planned, renderPlan(planFile({ layout, tags: layout.tags, pictures: [] }), bytes));
    const shown = run('/usr/bin/python3', [
      '-c',
      'import sys\nfrom mutagen.mp4 import *\nf = MP4(sys.argv[1])\nprint(f["rtng"], f["plID"], f["----:com.apple.iTunes:iTunSMPB"], f["----:org.example:Thing"])',
      planned,
    ]);
    expect(shown).toContain('[4] [123]');
    expect(shown).toContain('00000840');
    expect(shown).toContain("b'v'");
  });

  it('says in a freeform atom what a number atom cannot', () => {
    const tags = {
      tracknumber: ['A1'],
      totaltracks: ['12'],
      bpm: ['120.5'],
      compilation: ['yes'],
      discnumber: ['1', '2'],
    };
    expect(readBytes(render(last, tags)).tags).toEqual(tags);
  });

  it('is not planned where atoms cannot be put behind the audio', () => {
    const open = Buffer.from(last.subarray(0, last.lastIndexOf('moov') - 4));
    const moov = last.subarray(last.lastIndexOf('moov') - 4);
    const mdat = open.indexOf('mdat') - 4;
    const reordered = Buffer.concat([open.subarray(0, mdat), moov, open.subarray(mdat)]);
    reordered.writeUInt32BE(0, mdat + moov.length);
    const layout = readBytes(reordered);
    expect(layout.tags['title']).toBeDefined();
    expect(canPlan(layout)).toBe(false);
  });
});
