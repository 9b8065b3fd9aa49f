import { describe, expect, it } from 'vitest';
import type { PlanInput } from '../plan-input.ts';
import { coverOf, layoutWith } from '../testing/layouts.ts';
import { renderPlan } from '../testing/sources.ts';
import { planApe } from './write-ape.ts';

const ORIGINAL = Buffer.from('..audio..kept');
const layout = layoutWith({ container: 'ape', audio: { offset: 2, length: 5 } });

interface Item {
  readonly key: string;
  readonly flags: number;
  readonly value: string;
}

function read(input: Partial<PlanInput>): { items: Item[]; bytes: Buffer } {
  const plan = planApe({ layout, tags: {}, pictures: [], ...input });
  expect(plan.headerLength).toBe(0);
  const bytes = renderPlan(plan, ORIGINAL, { art: Buffer.from('picture') });
  expect(bytes.toString('latin1', 0, 5)).toBe('audio');
  const items: Item[] = [];
  let at = 5 + 32;
  while (at < bytes.length - 32) {
    const [length, flags] = [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)];
    const end = bytes.indexOf(0, at + 8);
    items.push({
      key: bytes.toString('latin1', at + 8, end),
      flags,
      value: bytes.toString('utf8', end + 1, end + 1 + length),
    });
    at = end + 1 + length;
  }
  expect(at).toBe(bytes.length - 32);
  return { items, bytes };
}

const texts = (input: Partial<PlanInput>): [string, string][] =>
  read(input).items.map(({ key, value }) => [key, value]);

describe('the tag of a planned file with APEv2', () => {
  it('has a header and a footer that say its length and how many items it has', () => {
    const { bytes } = read({ tags: { title: ['One'], artist: ['A'] } });
    const item = 8 + 6 + 3 + (8 + 7 + 1);
    const head = (flags: string): string =>
      `${Buffer.from('APETAGEX').toString('hex')}d0070000${Buffer.from([item + 32, 0, 0, 0]).toString('hex')}02000000${flags}${'00'.repeat(8)}`;
    expect(bytes.subarray(5, 37).toString('hex')).toBe(head('000000a0'));
    expect(bytes.subarray(-32).toString('hex')).toBe(head('00000080'));
    expect(bytes.length).toBe(5 + 32 + item + 32);
  });

  it('has several values in one item, and the file’s spelling of unknown fields', () => {
    expect(
      texts({
        layout: { ...layout, detail: { names: { own: 'Own' } } },
        tags: { artist: ['A', 'é'], own: ['x'], other: ['y'], z: ['1'], 'n\u00e9': ['2'], '\u001f x~\u007f': ['3'] },
      }),
    ).toEqual([
      ['Artist', 'A\0é'],
      ['Own', 'x'],
      ['other', 'y'],
      ['z_', '1'],
      ['n_', '2'],
      ['_ x~_', '3'],
    ]);
    const [[key]] = texts({ tags: { ['x'.repeat(300)]: ['1'] } }) as [[string, string]];
    expect(key).toHaveLength(255);
  });

  it('has number and total in one item where they share a key', () => {
    expect(texts({ tags: { tracknumber: ['3', '4'], totaltracks: ['12'] } })).toEqual([['Track', '3/12\x004']]);
    expect(texts({ tags: { totaltracks: ['12'], tracknumber: ['3'] } })).toEqual([['Track', '3/12']]);
    expect(texts({ tags: { totaldiscs: ['2'], discnumber: ['1'] } })).toEqual([['Disc', '1/2']]);
    expect(texts({ tags: { tracknumber: ['3'] } })).toEqual([['Track', '3']]);
    expect(texts({ tags: { totaltracks: ['12'] } })).toEqual([['Track', '/12']]);
    expect(texts({ tags: { movementnumber: ['3'], movementtotal: ['12'] } })).toEqual([
      ['MOVEMENT', '3'],
      ['MOVEMENTTOTAL', '12'],
    ]);
  });

  it('has a key once, whatever the case: fields before kept items, kept items before pictures', () => {
    const keptItem = Buffer.from('\x01\0\0\0\x02\0\0\0TITLE\0k', 'latin1');
    const original = Buffer.concat([ORIGINAL.subarray(0, 7), keptItem]);
    const kept = [{ kind: 'TITLE', range: { offset: 7, length: keptItem.length } }];
    const planWith = (tags: PlanInput['tags']): string =>
      renderPlan(planApe({ layout: { ...layout, kept }, tags, pictures: [] }), original).toString('latin1');
    expect(planWith({})).toContain('TITLE\0k');
    expect(planWith({ title: ['One'] })).not.toContain('TITLE\0k');
    expect(texts({ tags: { Title: ['1'], title: ['2'] } })).toEqual([['Title', '1']]);
  });

  it('counts kept items', () => {
    const plan = planApe({
      layout: { ...layout, kept: [{ kind: 'x', range: { offset: 9, length: 4 } }] },
      tags: { title: ['One'] },
      pictures: [],
    });
    const bytes = renderPlan(plan, ORIGINAL);
    expect(bytes.readUInt32LE(5 + 16)).toBe(2);
    expect(bytes.subarray(-36, -32).toString()).toBe('kept');
  });

  it('has pictures behind a file name, one of each type', () => {
    const { items, bytes } = read({
      pictures: [
        coverOf(7),
        coverOf(7, { description: 'second' }),
        coverOf(7, { type: 4, description: '', mime: 'image/jpeg' }),
        coverOf(7, { type: 99, description: 'x', mime: 'image/gif' }),
      ],
    });
    expect(items).toEqual([
      { key: 'Cover Art (Front)', flags: 2, value: 'é.png\0picture' },
      { key: 'Cover Art (Back)', flags: 2, value: 'Cover Art (Back).jpg\0picture' },
      { key: 'Cover Art (Other)', flags: 2, value: 'x.gif\0picture' },
    ]);
    expect(bytes.readUInt32LE(5 + 16)).toBe(3);
  });
});

describe('an ID3v2 tag in front', () => {
  it('has the frames that no field can hold, in front of the audio', () => {
    const kept = [
      { kind: 'Own', range: { offset: 9, length: 4 } },
      { kind: 'id3/PRIV 0000', range: { offset: 2, length: 5 } },
    ];
    for (const [id3, version] of [
      [2, 3],
      [3, 3],
      [4, 4],
    ] as const) {
      const plan = planApe({ layout: { ...layout, kept, detail: { id3 } }, tags: { title: ['One'] }, pictures: [] });
      const bytes = renderPlan(plan, ORIGINAL);
      const tag = `ID3${String.fromCharCode(version)}\0\0\0\0\0\u000fPRIV\0\0\0\u0005\0\0audio`;
      expect(bytes.toString('latin1', 0, 25 + 5 + 3)).toBe(`${tag}audioAPE`);
      expect(plan.headerLength).toBe(25);
      expect(bytes.includes('kept')).toBe(true);
    }
  });
});
