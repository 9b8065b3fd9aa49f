import { expect, it } from 'vitest';
import { memoryLibrary } from '../../library/testing-library.ts';
import { recordOf, type ImportedRecord } from '../import-record.ts';
import { TagMatches } from './tag-matches.ts';

const library = memoryLibrary();
const tags = { title: ['Part 2 – Été'], artist: ['One', 'Two'], albumartist: ['Band'], album: ['B'] };
const track = library.add({ name: '1', tags, duration: 100 });
const numbered = { title: ['Intro'], artist: ['A'], album: ['X'] };
const first = library.add({ name: '2', tags: { ...numbered, tracknumber: ['1'], discnumber: ['1'] } });
const second = library.add({ name: '3', tags: { ...numbered, tracknumber: ['1'], discnumber: ['2'] } });
const other = library.add({ name: '4', tags: { ...numbered, album: ['Y'], tracknumber: ['9'] } });
library.add({ name: '5', tags, duration: 100, missingSince: 1 });

const matches = new TagMatches(library.connection);
const byTags = (values: Partial<ImportedRecord>): readonly number[] => matches.byTags(recordOf(values));
const full = { title: 'PART 2 – ete', artist: 'One; Two', album: 'b', length: 101.9 };

it('finds a track with the same artist, title, album and length, whatever the spelling', () => {
  expect(byTags(full)).toEqual([track]);
  expect(byTags({ ...full, artist: 'One' })).toEqual([track]);
  expect(byTags({ ...full, artist: 'Band' })).toEqual([track]);
  expect(byTags({ ...full, album: '' })).toEqual([track]);
  expect(byTags({ ...full, length: null })).toEqual([track]);
});

it('finds none where one of them differs, or too little is known', () => {
  expect(byTags({ ...full, title: 'Part 3 – Été' })).toEqual([]);
  expect(byTags({ ...full, artist: 'Two' })).toEqual([]);
  expect(byTags({ ...full, album: 'C' })).toEqual([]);
  expect(byTags({ ...full, length: 102.1 })).toEqual([]);
  expect(byTags({ ...full, album: '', length: null })).toEqual([]);
  expect(byTags({ ...full, title: '' })).toEqual([]);
  expect(byTags({ ...full, artist: '' })).toEqual([]);
});

it('tells tracks of one album apart by disc and number, and names all where it cannot', () => {
  const intro = { title: 'Intro', artist: 'A', album: 'X', length: 100 };
  expect(byTags({ ...intro, trackNumber: 1, discNumber: 2 })).toEqual([second]);
  expect(byTags({ ...intro, trackNumber: 1 })).toEqual([first, second]);
  expect(byTags({ ...intro, album: '' })).toEqual([first, second, other]);
  expect(byTags({ ...intro, album: '', trackNumber: 9 })).toEqual([other]);
});

it('finds the tracks of a MusicBrainz recording or an AcoustID, those of the record’s album first', () => {
  const own = memoryLibrary();
  const id = '8F6BD1E4-fbe1-4f50-aa9b-94c450ec0f11';
  const [one, two] = ['X', 'Y'].map((album, i) =>
    own.add({ name: String(i), tags: { album: [album], musicbrainz_recordingid: [id], acoustid_id: ['C0FFEE'] } }),
  );
  const edited = own.add({ name: '9', tags: {} });
  own.edits.apply([edited], { musicbrainz_recordingid: ['new'] }, { name: 'x', kind: 'program' });
  const found = new TagMatches(own.connection);
  for (const _ of found.findRecordings(new Set([id.toLowerCase(), 'new']), new Set(['c0ffee'])));
  expect(found.byRecording(recordOf({ recordingId: id }))).toEqual([one, two]);
  expect(found.byRecording(recordOf({ recordingId: id.toLowerCase(), album: 'y' }))).toEqual([two]);
  expect(found.byRecording(recordOf({ recordingId: 'new' }))).toEqual([edited]);
  expect(found.byRecording(recordOf({}))).toEqual([]);
  expect(found.byAcoustid(recordOf({ acoustidId: 'c0ffee' }))).toEqual([one, two]);
  expect(found.byAcoustid(recordOf({ acoustidId: 'C0FFEE', album: 'x' }))).toEqual([one]);
  expect(found.byAcoustid(recordOf({}))).toEqual([]);
});
