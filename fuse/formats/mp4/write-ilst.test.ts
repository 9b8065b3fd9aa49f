import { describe, expect, it } from 'vitest';
import type { WriterDetail } from '../detail.ts';
import type { KeptPart, Tags } from '../layout.ts';
import { PlanBuilder } from '../plan-builder.ts';
import type { PlacedPicture } from '../plan.ts';
import { byteDifference } from '../testing/byte-difference.ts';
import { coverOf } from '../testing/layouts.ts';
import { atom, data } from '../testing/mp4-bytes.ts';
import { renderPlan } from '../testing/sources.ts';
import { writeIlst } from './write-ilst.ts';

const ORIGINAL = Buffer.from('..kept..other');
const ART = Buffer.from('..image');

type Input = { pictures?: readonly PlacedPicture[]; kept?: readonly KeptPart[]; names?: WriterDetail['names'] };

function written(tags: Tags, { pictures = [], kept = [], names = {} }: Input = {}): Buffer {
  const builder = new PlanBuilder();
  writeIlst(builder, tags, pictures, kept, { vendor: '', names, languages: {}, found: {}, id3: 0 });
  return renderPlan(builder.finish(), ORIGINAL, { art: ART });
}

/** That the tags are written as these atoms. */
function expectAtoms(tags: Tags, ...atoms: Buffer[]): void {
  expect(byteDifference(written(tags), atom('ilst', ...atoms))).toBeNull();
}

const freeform = (mean: string, name: string, ...values: string[]): Buffer =>
  atom(
    '----',
    atom('mean', `\0\0\0\0${mean}`),
    atom('name', `\0\0\0\0${name}`),
    ...values.map((value) => data(1, value)),
  );

const own = (name: string, ...values: string[]): Buffer => freeform('com.apple.iTunes', name, ...values);

const pair = (name: 'trkn' | 'disk', number: number, total: number): Buffer =>
  atom(name, data(0, [0, 0, number >> 8, number & 255, total >> 8, total & 255, ...(name === 'trkn' ? [0, 0] : [])]));

describe('ilst', () => {
  it('is an atom for each field, with its values in UTF-8', () => {
    expectAtoms({});
    expectAtoms(
      { title: ['Čas'], artist: ['A', 'B'], albumartist: [''] },
      atom('\u00a9nam', data(1, 'Čas')),
      atom('\u00a9ART', data(1, 'A'), data(1, 'B')),
      atom('aART', data(1, '')),
    );
  });

  it('has freeform atoms of iTunes for fields that have no atom of their own', () => {
    expectAtoms(
      { barcode: ['1', '2'], musicbrainz_albumid: ['x'] },
      own('BARCODE', '1', '2'),
      own('MusicBrainz Album Id', 'x'),
    );
  });

  it('has fields that the table does not know under their own name, or that of another domain', () => {
    const tags = { mine: ['x'], other: ['y'], '----:org.own:a:b': ['z'], '----:none': ['w'] };
    const names = { mine: 'Mine', '----:org.own:a:b': '----:org.Own:A:B' };
    expect(
      byteDifference(
        written(tags, { names }),
        atom('ilst', own('Mine', 'x'), own('other', 'y'), freeform('org.Own', 'A:B', 'z'), own('----:none', 'w')),
      ),
    ).toBeNull();
    expectAtoms({ '----:org:a\nb': ['x'] }, freeform('org', 'a\nb', 'x'));
    expectAtoms({ 'x----:org:a': ['x'] }, own('x----:org:a', 'x'));
    expectAtoms({ '----::a': ['x'] }, own('----::a', 'x'));
    expectAtoms({ '----:org:': ['x'] }, own('----:org:', 'x'));
  });

  it('has kept atoms behind the fields, and covers behind them', () => {
    const kept = [
      { kind: 'ilst/rtng', range: { offset: 2, length: 4 } },
      { kind: 'ilst/----', range: { offset: 8, length: 5 } },
    ];
    const body = { kind: 'blob', path: 'art', offset: 2, length: 5 } as const;
    const covers = ['image/gif', 'image/jpeg', 'image/png', 'image/bmp', 'image/webp'];
    const pictures = covers.map((mime) => coverOf(5, { mime, body }));
    const types = [12, 13, 14, 27, 0];
    expect(
      byteDifference(
        written({ title: ['x'] }, { kept, pictures }),
        atom(
          'ilst',
          atom('\u00a9nam', data(1, 'x')),
          'keptother',
          atom('covr', ...types.map((type) => data(type, 'image'))),
        ),
      ),
    ).toBeNull();
  });
});

describe('numbers of tracks and discs', () => {
  it('stand with their totals in two bytes each', () => {
    const tags = { tracknumber: ['3'], totaltracks: ['300'], discnumber: ['258'], totaldiscs: ['2'] };
    expectAtoms(tags, pair('trkn', 3, 300), pair('disk', 258, 2));
    expectAtoms({ totaltracks: ['12'], tracknumber: ['3'] }, pair('trkn', 3, 12));
  });

  it('are 0 where there is only one of them', () => {
    expectAtoms({ tracknumber: ['3'] }, pair('trkn', 3, 0));
    expectAtoms({ totaltracks: ['12'] }, pair('trkn', 0, 12));
    expectAtoms({ discnumber: ['1'] }, pair('disk', 1, 0));
    expectAtoms({ totaldiscs: ['2'] }, pair('disk', 0, 2));
  });

  it('stand in freeform atoms where they are no such numbers', () => {
    expectAtoms({ tracknumber: ['A1'], totaltracks: ['12'] }, own('TRACKNUMBER', 'A1'), pair('trkn', 0, 12));
    expectAtoms({ tracknumber: ['1'], totaltracks: ['many'] }, pair('trkn', 1, 0), own('TOTALTRACKS', 'many'));
    expectAtoms(
      { discnumber: ['1', '2'], totaldiscs: ['3', '4'] },
      own('DISCNUMBER', '1', '2'),
      own('TOTALDISCS', '3', '4'),
    );
    expectAtoms({ discnumber: ['1 '] }, own('DISCNUMBER', '1 '));
    expectAtoms({ discnumber: [' 1'] }, own('DISCNUMBER', ' 1'));
    expectAtoms({ discnumber: [''] }, own('DISCNUMBER', ''));
  });

  it('have five digits at most, and fit into two bytes', () => {
    expectAtoms({ tracknumber: ['65535'] }, pair('trkn', 65_535, 0));
    expectAtoms({ tracknumber: ['65536'] }, own('TRACKNUMBER', '65536'));
    expectAtoms({ tracknumber: ['00003'] }, pair('trkn', 3, 0));
    expectAtoms({ tracknumber: ['000003'] }, own('TRACKNUMBER', '000003'));
    expectAtoms({ tracknumber: ['0'], totaltracks: ['0'] }, pair('trkn', 0, 0));
    expectAtoms({ tracknumber: ['1'], totaltracks: ['65536'] }, pair('trkn', 1, 0), own('TOTALTRACKS', '65536'));
  });
});

describe('whole numbers', () => {
  it('have one byte or two, as players expect', () => {
    expectAtoms({ bpm: ['300'] }, atom('tmpo', data(21, [1, 44])));
    expectAtoms({ compilation: ['1'] }, atom('cpil', data(21, [1])));
    expectAtoms({ gapless: ['0'] }, atom('pgap', data(21, [0])));
    expectAtoms({ podcast: ['1'] }, atom('pcst', data(21, [1])));
    expectAtoms({ showmovement: ['1'] }, atom('shwm', data(21, [1])));
    expectAtoms(
      { movementnumber: ['2'], movementtotal: ['4'] },
      atom('\u00a9mvi', data(21, [0, 2])),
      atom('\u00a9mvc', data(21, [0, 4])),
    );
    expectAtoms({ bpm: ['1', '2'] }, atom('tmpo', data(21, [0, 1]), data(21, [0, 2])));
  });

  it('stand in freeform atoms where they do not fit, because readers take them for signed', () => {
    expectAtoms({ bpm: ['32767'] }, atom('tmpo', data(21, [0x7f, 0xff])));
    expectAtoms({ bpm: ['32768'] }, own('BPM', '32768'));
    expectAtoms({ compilation: ['127'] }, atom('cpil', data(21, [127])));
    expectAtoms({ compilation: ['128'] }, own('COMPILATION', '128'));
    expectAtoms({ bpm: ['120.5'] }, own('BPM', '120.5'));
    expectAtoms({ bpm: ['120', 'fast'] }, own('BPM', '120', 'fast'));
    expectAtoms({ bpm: ['x120'] }, own('BPM', 'x120'));
    expectAtoms({ bpm: ['-1'] }, own('BPM', '-1'));
    expectAtoms({ bpm: ['00120'] }, atom('tmpo', data(21, [0, 120])));
    expectAtoms({ bpm: ['000120'] }, own('BPM', '000120'));
  });
});
