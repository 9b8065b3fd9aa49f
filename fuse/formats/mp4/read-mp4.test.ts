import { describe, expect, it } from 'vitest';
import { LayoutError } from '../layout.ts';
import type { Layout } from '../layout.ts';
import { atom, data, soundTrack, wideAtom } from '../testing/mp4-bytes.ts';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { readMp4 } from './read-mp4.ts';

const read = (...atoms: Buffer[]): Layout | null => readMp4(new Window(strictSource(Buffer.concat(atoms))));

const FTYP = atom('ftyp', 'M4A \0\0\0\0');
const TRACK = soundTrack('mp4a');
const MDAT = atom('mdat', 'a'.repeat(1000));
const HANDLER = atom('hdlr', '\0\0\0\0\0\0\0\0mdirappl\0\0\0\0\0\0\0\0\0');
const ILST = atom('ilst', atom('\u00a9nam', data(1, 'One')), atom('rtng', data(21, [1])));
const META = atom('meta', '\0\0\0\0', HANDLER, ILST);
const MOOV = atom('moov', TRACK, atom('udta', META));

const kinds = (layout: Layout | null): string[] => layout!.kept.map(({ kind }) => kind);

describe('an MP4 file', () => {
  it('has its properties in a track, its tags in user data, and its audio in mdat', () => {
    const layout = read(FTYP, MOOV, MDAT)!;
    const [moov, mdat] = [FTYP.length, FTYP.length + MOOV.length];
    expect(layout).toEqual({
      container: 'mp4',
      properties: {
        codec: 'aac',
        duration: 2,
        sampleRate: 44_100,
        channels: 2,
        bitrate: 4000,
        lossless: false,
      },
      audio: { offset: mdat + 8, length: 1000 },
      tags: { title: ['One'] },
      pictures: [],
      kept: [
        { kind: 'ftyp', range: { offset: 0, length: FTYP.length } },
        { kind: 'moov/trak', range: { offset: moov + 8, length: TRACK.length } },
        {
          kind: 'meta/hdlr',
          range: { offset: moov + 8 + TRACK.length + 8 + 12, length: HANDLER.length },
        },
        { kind: 'ilst/rtng', range: { offset: mdat - 25, length: 25 } },
      ],
      detail: {
        moov: { offset: moov, length: MOOV.length },
        room: 0,
        mdat: [{ offset: mdat, length: MDAT.length }],
        openEnd: false,
        size: mdat + MDAT.length,
      },
    });
  });

  it('has its pictures and the spelling of names in ilst', () => {
    const name = atom('----', atom('mean', '\0\0\0\0com.apple.iTunes'), atom('name', '\0\0\0\0Own'), data(1, 'x'));
    const meta = atom('meta', '\0\0\0\0', HANDLER, atom('ilst', atom('covr', data(13, 'image')), name));
    const layout = read(FTYP, MDAT, atom('moov', TRACK, atom('udta', meta)))!;
    expect(layout.pictures).toMatchObject([{ mime: 'image/jpeg', location: { length: 5 } }]);
    expect([layout.tags, layout.detail['names']]).toEqual([{ own: ['x'] }, { own: 'Own' }]);
  });

  it.each([
    ['alac', true],
    ['fLaC', true],
    ['lpcm', true],
    ['Opus', false],
  ])('of %s is without loss: %s', (format, lossless) => {
    const { properties } = read(FTYP, MDAT, atom('moov', soundTrack(format, { bits: 24 })))!;
    expect(properties.lossless).toBe(lossless);
    expect(properties.bitsPerSample).toBe(lossless ? 24 : undefined);
  });

  it('has no bitrate without a length', () => {
    const track = atom('trak', atom('mdia', TRACK.subarray(8 + 8 + 32)));
    expect(read(FTYP, MDAT, atom('moov', track))!.properties).toMatchObject({ duration: 0, bitrate: 0 });
  });

  it('is left to other readers where it is in fragments, or has no sound', () => {
    expect(read(FTYP, MOOV, atom('moof'), MDAT)).toBeNull();
    expect(read(FTYP, atom('moov', TRACK, atom('mvex')), MDAT)).toBeNull();
    expect(read(FTYP, atom('moov', atom('mvhd', 'x')), MDAT)).toBeNull();
  });

  it('is incomplete without moov or mdat', () => {
    const error = new LayoutError('The MP4 file is incomplete: its index or its audio is missing.');
    expect(() => read(FTYP, MDAT)).toThrow(error);
    expect(() => read(FTYP, MOOV)).toThrow(error);
  });

  it('keeps all tracks, and is that of the first which has sound', () => {
    const other = atom('trak', atom('tkhd', 'x'));
    const layout = read(FTYP, MDAT, atom('moov', other, TRACK, soundTrack('alac'), atom('free', 'x'), atom('mvhd')));
    expect(layout!.properties.codec).toBe('aac');
    expect(kinds(layout)).toEqual(['ftyp', 'moov/trak', 'moov/trak', 'moov/trak', 'moov/mvhd']);
    const old = atom('free', soundTrack('alac').subarray(8));
    expect(read(FTYP, MDAT, atom('moov', old, TRACK))!.properties.codec).toBe('aac');
  });

  it('keeps what else is in user data, but for padding', () => {
    const udta = atom('udta', atom('free', 'x'), atom('name', 'x'), META, atom('skip'), atom('loci'));
    expect(kinds(read(FTYP, MDAT, atom('moov', TRACK, udta)))).toEqual([
      'ftyp',
      'moov/trak',
      'udta/name',
      'meta/hdlr',
      'ilst/rtng',
      'udta/loci',
    ]);
  });

  it('may have tags in the manner of QuickTime: without version and flags', () => {
    const meta = atom('meta', HANDLER, atom('free', 'x'), ILST, atom('xtra'));
    const layout = read(FTYP, MDAT, atom('moov', TRACK, atom('udta', meta)));
    expect(layout!.tags).toEqual({ title: ['One'] });
    expect(kinds(layout)).toEqual(['ftyp', 'moov/trak', 'meta/hdlr', 'ilst/rtng', 'meta/xtra']);
  });
});

describe('the top of an MP4 file', () => {
  it('has room for edits in padding directly behind moov', () => {
    const room = (...atoms: Buffer[]): unknown => read(FTYP, ...atoms)!.detail['room'];
    const [free, skip] = [atom('free', 'x'.repeat(10)), atom('skip', 'x')];
    expect(room(MOOV, free, MDAT)).toBe(18);
    expect(room(MOOV, free, skip, MDAT)).toBe(18 + 9);
    expect(room(MOOV, free, atom('uuid'), skip, MDAT)).toBe(18);
    expect(room(MOOV, atom('uuid'), free, MDAT)).toBe(0);
    expect(room(free, MOOV, MDAT)).toBe(0);
    expect(room(MDAT, MOOV, free)).toBe(18);
  });

  it('counts the first moov and ftyp wherever it stands, and no other parts', () => {
    const layout = read(MDAT, atom('uuid', 'x'), MOOV, FTYP, atom('moov', soundTrack('alac')), atom('wide'));
    expect(layout!.properties.codec).toBe('aac');
    expect(layout!.detail['moov']).toEqual({ offset: MDAT.length + 9, length: MOOV.length });
    expect(kinds(layout)).toEqual(['ftyp', 'moov/trak', 'meta/hdlr', 'ilst/rtng']);
  });

  it('has the audio in its first mdat, and notes all of them', () => {
    const layout = read(FTYP, MDAT, MOOV, atom('mdat', 'more'))!;
    expect(layout.audio).toEqual({ offset: FTYP.length + 8, length: 1000 });
    expect(layout.detail['mdat']).toEqual([
      { offset: FTYP.length, length: 1008 },
      { offset: FTYP.length + 1008 + MOOV.length, length: 12 },
    ]);
  });

  describe('lets nothing follow', () => {
    const head = FTYP.length + MOOV.length;
    const openEnd = (...atoms: Buffer[]): unknown => read(FTYP, MOOV, ...atoms)!.detail['openEnd'];

    it('audio whose length goes to the end of the file', () => {
      const open = Buffer.from(MDAT);
      open.writeUInt32BE(0);
      expect(openEnd(open)).toBe(true);
      expect(read(FTYP, MOOV, open)!.audio).toEqual({ offset: head + 8, length: 1000 });
    });

    it('audio that an interrupted copy cut off', () => {
      const cut = MDAT.subarray(0, 500);
      expect(openEnd(cut)).toBe(true);
      expect(read(FTYP, MOOV, cut)!.audio).toEqual({ offset: head + 8, length: 492 });
      expect(read(FTYP, MOOV, MDAT.subarray(0, 8))!.audio).toEqual({ offset: head + 8, length: 0 });
    });

    it('audio of 64 bits of length that was cut off', () => {
      const cut = wideAtom('mdat', 'audio', 2 ** 33);
      expect(openEnd(cut)).toBe(true);
      expect(read(FTYP, MOOV, cut)!.audio).toEqual({ offset: head + 16, length: 5 });
      const head64 = read(FTYP, MOOV, cut.subarray(0, 12))!;
      expect([head64.audio, head64.detail['openEnd']]).toEqual([{ offset: head + 12, length: 0 }, true]);
    });

    it('bytes that are no atom', () => {
      expect(openEnd(MDAT, Buffer.from('1234567'))).toBe(true);
      expect(openEnd(MDAT, Buffer.from('\u00ff\0\0\0junk', 'latin1'), atom('free'))).toBe(true);
    });

    it('bytes that are no atom, which are no audio', () => {
      const junk = Buffer.from('\u00ff\0\0\0junk', 'latin1');
      expect(read(FTYP, MOOV, MDAT, junk)!.detail['mdat']).toHaveLength(1);
    });

    it('nothing else', () => {
      expect(openEnd(MDAT)).toBe(false);
      expect(openEnd(MDAT, atom('free'))).toBe(false);
      const wide = wideAtom('mdat', 'audio');
      expect(openEnd(wide)).toBe(false);
      expect(read(FTYP, MOOV, wide)!.audio).toEqual({ offset: head + 16, length: 5 });
    });
  });

  it('ends with what is no atom and no audio', () => {
    expect(() => read(FTYP, MDAT, Buffer.from('\u00ff\0\0\0junk', 'latin1'), MOOV)).toThrow(LayoutError);
  });
});
