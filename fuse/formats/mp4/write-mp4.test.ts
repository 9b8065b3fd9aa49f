import { describe, expect, it } from 'vitest';
import type { Layout, Tags } from '../layout.ts';
import { byteDifference } from '../testing/byte-difference.ts';
import { coverOf, layoutWith } from '../testing/layouts.ts';
import { atom, data, soundTrack } from '../testing/mp4-bytes.ts';
import { renderPlan, strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { readMp4 } from './read-mp4.ts';
import { canPlanMp4, planMp4 } from './write-mp4.ts';

const FTYP = atom('ftyp', 'M4A \0\0\0\0');
const TRACK = soundTrack('mp4a');
const MDAT = atom('mdat', 'audio');
/** The handler of iTunes' tags: 33 bytes, of which the last is an empty name. */
const HANDLER = atom('hdlr', '\0\0\0\0\0\0\0\0mdirappl\0\0\0\0\0\0\0\0\0');
const title = (value: string): Buffer => atom('\u00a9nam', data(1, value));

/** A moov with this title, padded behind its tags by this many bytes. */
function moovOf(value: string, padding = 0): Buffer {
  const free = padding === 0 ? Buffer.alloc(0) : atom('free', Buffer.alloc(padding - 8));
  return atom('moov', TRACK, atom('udta', atom('meta', '\0\0\0\0', HANDLER, atom('ilst', title(value)), free)));
}

const layoutOf = (...atoms: Buffer[]): Layout => readMp4(new Window(strictSource(Buffer.concat(atoms)))) as Layout;

type Options = { readonly tags?: Tags; readonly minimumSize?: number };

/** That what is planned for `original` is these atoms, with the audio where it was. */
function expectPlanned(
  original: readonly Buffer[],
  { tags = { title: ['x'] }, minimumSize }: Options,
  planned: Buffer[],
): void {
  const bytes = Buffer.concat(original);
  const layout = layoutOf(bytes);
  const input = { layout, tags, pictures: [], ...(minimumSize === undefined ? {} : { minimumSize }) };
  const plan = planMp4(input);
  const rendered = renderPlan(plan, bytes);
  expect(byteDifference(rendered, Buffer.concat(planned))).toBeNull();
  expect([plan.size, plan.headerLength]).toEqual([rendered.length, layout.audio.offset]);
  expect(rendered.subarray(layout.audio.offset).toString('latin1', 0, 5)).toBe('audio');
}

const SHORT = moovOf('x').length;
/** The length of a moov at the end: 8 KiB of room at least, a whole number of 4 KiB. */
const FRESH = moovOf('x', 12_288 - SHORT);

describe('a planned MP4 file with its index behind the audio', () => {
  it('has the new one there, padded behind the tags', () => {
    expectPlanned([FTYP, MDAT, moovOf('old')], {}, [FTYP, MDAT, FRESH]);
    expectPlanned([FTYP, MDAT, MDAT, moovOf('old')], {}, [FTYP, MDAT, MDAT, FRESH]);
  });

  it('has what stood behind the old one in front of it, without the room behind that', () => {
    const rest = atom('uuid', 'rest');
    expectPlanned([FTYP, MDAT, moovOf('old'), atom('free', 'xxx'), rest], {}, [FTYP, MDAT, rest, FRESH]);
  });

  it('keeps its size while the tags fit', () => {
    const front = FTYP.length + MDAT.length;
    const original = [FTYP, MDAT, moovOf('old')];
    for (const padding of [8, 9, 600]) {
      const minimumSize = front + SHORT + padding;
      expectPlanned(original, { minimumSize }, [FTYP, MDAT, moovOf('x', padding)]);
    }
    expectPlanned(original, { minimumSize: front + SHORT + 7 }, [FTYP, MDAT, FRESH]);
  });
});

describe('a planned MP4 file with its index in front of the audio', () => {
  it('has the new one in its place and in the room behind it, as far as it fits', () => {
    for (const room of [8, 9, 100]) {
      const old = [FTYP, moovOf('x'), atom('free', Buffer.alloc(room - 8)), MDAT];
      expectPlanned(old, {}, [FTYP, moovOf('x', room), MDAT]);
    }
    expectPlanned([FTYP, moovOf('x'), MDAT], {}, [FTYP, moovOf('x'), MDAT]);
  });

  it('has it at the end where it does not, and padding in its old place', () => {
    const free = (length: number): Buffer => atom('free', Buffer.alloc(length - 8));
    // One byte too long, and seven bytes too short for padding.
    for (const old of ['', 'xxxxxxxx']) {
      const place = moovOf(old);
      expect(place.length - SHORT).toBe(old === '' ? -1 : 7);
      expectPlanned([FTYP, place, MDAT], {}, [FTYP, free(place.length), MDAT, FRESH]);
    }
    const room = atom('skip');
    expectPlanned([FTYP, moovOf(''), room, MDAT, atom('uuid')], {}, [
      FTYP,
      free(SHORT - 1 + room.length),
      MDAT,
      atom('uuid'),
      FRESH,
    ]);
  });

  it('has it at the end as long as the file showed itself longer than the original is', () => {
    const original = [FTYP, moovOf('old'), MDAT];
    const { length } = Buffer.concat(original);
    const old = atom('free', Buffer.alloc(moovOf('old').length - 8));
    expectPlanned([FTYP, moovOf('x'), MDAT], { minimumSize: length - 2 }, [FTYP, moovOf('x'), MDAT]);
    expectPlanned(original, { minimumSize: length + SHORT + 8 }, [FTYP, old, MDAT, moovOf('x', 8)]);
    expectPlanned([FTYP, moovOf('x'), MDAT], { minimumSize: length - 1 }, [
      FTYP,
      atom('free', Buffer.alloc(SHORT - 8)),
      MDAT,
      FRESH,
    ]);
  });

  it('has it between two parts of the audio in the same way', () => {
    expectPlanned([FTYP, MDAT, moovOf('x'), MDAT], {}, [FTYP, MDAT, moovOf('x'), MDAT]);
    const free = atom('free', Buffer.alloc(moovOf('').length - 8));
    expectPlanned([FTYP, MDAT, moovOf(''), MDAT], {}, [FTYP, MDAT, free, MDAT, FRESH]);
  });
});

describe('the index of a planned MP4 file', () => {
  it('has all parts of the old one but its tags, each in its place', () => {
    const parts = [atom('mvhd', 'x'), TRACK];
    const user = atom('name', 'n');
    const meta = (...tags: Buffer[]): Buffer => atom('meta', '\0\0\0\0', HANDLER, atom('xtra', 'y'), ...tags);
    const rating = atom('rtng', data(21, [1]));
    const old = atom('moov', ...parts, atom('udta', meta(atom('ilst', title('old'), rating)), user));
    const fresh = (padding: number): Buffer =>
      atom(
        'moov',
        ...parts,
        atom('udta', user, meta(atom('ilst', title('x'), rating), atom('free', Buffer.alloc(padding)))),
      );
    expectPlanned([FTYP, MDAT, old], {}, [FTYP, MDAT, fresh(12_288 - fresh(0).length)]);
  });

  it('has the handler of iTunes where the old one has none', () => {
    const bare = atom('moov', TRACK);
    expectPlanned([FTYP, MDAT, bare], {}, [FTYP, MDAT, FRESH]);
    const without = atom('moov', TRACK, atom('udta', atom('meta', '\0\0\0\0', atom('xtra', 'y'))));
    expectPlanned([FTYP, MDAT, without], {}, [FTYP, MDAT, FRESH]);
  });

  it('holds pictures in covr, and is shorter than 4 GiB', () => {
    const layout = layoutOf(FTYP, MDAT, moovOf('x'));
    const size = (length: number): number => planMp4({ layout, tags: {}, pictures: [coverOf(length)] }).size;
    expect(size(1_000_000) - size(1_000_000 - 4096)).toBe(4096);
    expect(() => size(0xffff_ffff)).toThrow('The tags and pictures take more than 4 GiB.');
    expect(() => size(0xffff_ffff - 4096)).toThrow('The tags and pictures take more than 4 GiB.');
    expect(size(0xffff_ffff - 20_480)).toBeGreaterThan(0xffff_ffff - 20_480);
  });
});

describe('an MP4 file', () => {
  it('can be planned where something may follow the audio', () => {
    const whole = layoutOf(FTYP, MDAT, moovOf('x'));
    expect(canPlanMp4(whole)).toBe(true);
    expect(canPlanMp4(layoutOf(FTYP, moovOf('x'), MDAT.subarray(0, -1)))).toBe(false);
    expect(canPlanMp4(layoutWith({ container: 'mp4' }))).toBe(false);
  });
});
