import { describe, expect, it } from 'vitest';
import type { Layout } from '../layout.ts';
import { planFile } from '../plan-file.ts';
import { readLayout } from '../read-layout.ts';
import { coverOf } from '../testing/layouts.ts';
import { frame, frames, tag, text, unsynchronise, type Version } from '../testing/id3-bytes.ts';
import { renderPlan, strictSource } from '../testing/sources.ts';

/** A picture body with many $FF, as JPEG files have. */
const IMAGE = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0xff, 0x00, 0xff, 0xff, 1, 2, 3, 0xff]);

describe('frames that no field can hold', () => {
  const PRIVATE = Buffer.concat([Buffer.from('owner\0'), IMAGE]);

  it.each([3, 4] satisfies Version[])('are carried over to a new ID3v2.%i header to the byte', (version) => {
    const parts = [
      frame(version, 'PRIV', PRIVATE),
      frame(version, 'TIT2', text('old')),
      frame(version, 'TLEN', text('1234')),
      frame(version, 'COMM', Buffer.from('\0engiTunNORM\0 0001')),
    ];
    const original = Buffer.concat([tag(version, parts), frames(4)]);
    const layout = readLayout(strictSource(original)) as Layout;
    expect(layout.tags).toEqual({ title: ['old'] });
    const rendered = renderPlan(planFile({ layout, tags: { title: ['new'] }, pictures: [] }), original);
    for (const kept of [parts[0], parts[2], parts[3]] as Buffer[]) expect(rendered.includes(kept)).toBe(true);
    expect(rendered.includes(Buffer.from('old'))).toBe(false);
    expect(readLayout(strictSource(rendered))?.kept).toHaveLength(3);
  });

  it('are freed of the zeros that unsynchronisation of the whole tag put into them', () => {
    const kept = frame(3, 'PRIV', PRIVATE);
    const original = Buffer.concat([
      tag(3, [unsynchronise(Buffer.concat([kept, frame(3, 'TIT2', text('x'))]))], { flags: 0x80 }),
      frames(4),
    ]);
    const layout = readLayout(strictSource(original)) as Layout;
    expect(layout.tags).toEqual({ title: ['x'] });
    expect(renderPlan(planFile({ layout, tags: {}, pictures: [] }), original).includes(kept)).toBe(true);
  });

  it('keep the flags that say how their body is written', () => {
    const original = Buffer.concat([
      tag(4, [frame(4, 'TIT2', Buffer.from([0, 0, 0, 9, 1, 2, 3]), { flags: 0x09 })]),
      frames(4),
    ]);
    const layout = readLayout(strictSource(original)) as Layout;
    expect(layout.kept).toMatchObject([{ kind: 'TIT2 0009' }]);
    expect(
      renderPlan(planFile({ layout, tags: {}, pictures: [] }), original).includes(
        frame(4, 'TIT2', Buffer.from([0, 0, 0, 9, 1, 2, 3]), { flags: 0x09 }),
      ),
    ).toBe(true);
  });

  it('get the names of ID3v2.3 when they come from ID3v2.2', () => {
    const original = Buffer.concat([tag(2, [frame(2, 'GEO', PRIVATE), frame(2, 'XYZ', PRIVATE)]), frames(4)]);
    const layout = readLayout(strictSource(original)) as Layout;
    expect(layout.kept).toMatchObject([{ kind: 'GEOB 0000' }]);
    expect(renderPlan(planFile({ layout, tags: {}, pictures: [] }), original).includes(frame(3, 'GEOB', PRIVATE))).toBe(
      true,
    );
  });

  it('with irregular identifiers stand behind pictures, because some programs read no further', () => {
    for (const version of [3, 4] as const) {
      const odd = [
        frame(version, 'Date', text('1')),
        frame(version, 'TX  ', text('2')),
        frame(version, 'X\0\0\0', PRIVATE),
      ];
      const regular = frame(version, 'PRIV', PRIVATE);
      const original = Buffer.concat([tag(version, [...odd, regular, frame(version, 'TIT2', text('t'))]), frames(4)]);
      const layout = JSON.parse(JSON.stringify(readLayout(strictSource(original)))) as Layout;
      const rendered = renderPlan(planFile({ layout, tags: layout.tags, pictures: [coverOf(5)] }), original, {
        art: Buffer.from('image'),
      });
      const places = ['TIT2', regular, 'APIC', ...odd].map((part) => rendered.indexOf(part));
      expect(places).not.toContain(-1);
      expect(places).toEqual(places.toSorted((one, other) => one - other));
      expect(readLayout(strictSource(rendered))?.kept.map(({ kind }) => kind)).toEqual([
        'PRIV 0000',
        'Date 0000',
        'TX   0000',
        'X\0\0\0 0000',
      ]);
    }
  });
});

describe.each([3, 4] satisfies Version[])('another ID3v2.%i header', (version) => {
  it('has the comments of all languages, each in its own', () => {
    const comment = (language: string, value: string): Buffer =>
      frame(version, 'COMM', Buffer.from(`\0${language}\0${value}`));
    const original = Buffer.concat([
      tag(version, [comment('deu', 'Schoen'), comment('fra', 'Beau'), comment('XXX', 'Nice')]),
      frames(4),
    ]);
    const layout = JSON.parse(JSON.stringify(readLayout(strictSource(original)))) as Layout;
    const tags = { ...layout.tags, title: ['New'] };
    const rendered = renderPlan(planFile({ layout, tags, pictures: [] }), original);
    expect(readLayout(strictSource(rendered))).toMatchObject({
      tags: { title: ['New'], comment: ['Schoen', 'Beau', 'Nice'] },
      detail: { languages: { comment: ['deu', 'fra', 'XXX'] } },
    });
  });
});
