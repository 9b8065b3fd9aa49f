import { describe, expect, it } from 'vitest';
import type { Layout } from '../layout.ts';
import { planFile } from '../plan-file.ts';
import { readLayout } from '../read-layout.ts';
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
});
