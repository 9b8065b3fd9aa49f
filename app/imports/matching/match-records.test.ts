import { expect, it } from 'vitest';
import { memoryLibrary } from '../../library/testing-library.ts';
import { recordOf, type ImportedRecord } from '../import-record.ts';
import { folderMapOf } from './folder-map.ts';
import { matchRecords } from './match-records.ts';

it('goes from the surest way to the weakest, and tells what was not found', () => {
  const library = memoryLibrary();
  const tags = (title: string, more = {}) => ({ title: [title], artist: ['A'], album: ['B'], ...more });
  const byPath = library.add({ name: 'a.flac', tags: tags('Path') });
  const mapped = library.add({ folder: '/music/new', name: 'a.flac', tags: tags('Mapped') });
  const moved = [1, 2].map((n) => library.add({ folder: '/music/C', name: `${n}.flac`, tags: tags(`Moved ${n}`) }));
  const recording = library.add({ name: 'r.flac', tags: tags('R', { musicbrainz_recordingid: ['id'] }) });
  const tagged = library.add({ name: 't.flac', tags: tags('Tagged') });
  const twice = [1, 2].map((n) => library.add({ name: `d${n}.flac`, tags: tags('Twice') }));
  const facts = { artist: 'A', album: 'B', length: 100 };
  const records: ImportedRecord[] = [
    // Its tags are those of another track: the place counts.
    recordOf({ path: Buffer.from('/music/a.flac'), ...facts, title: 'Tagged' }),
    recordOf({ path: Buffer.from('/old/a.flac') }),
    recordOf({ path: Buffer.from('/mnt/C/1.flac') }),
    recordOf({ path: Buffer.from('/mnt/C/2.flac') }),
    recordOf({ path: Buffer.from('/mnt/x.flac'), recordingId: 'ID' }),
    recordOf({ ...facts, title: 'tagged' }),
    recordOf({ ...facts, title: 'twice' }),
    recordOf({ ...facts, title: 'nowhere' }),
    recordOf({ path: Buffer.from('/gone.mp3'), copies: [Buffer.from('/music/a.flac')] }),
  ];
  const run = matchRecords(library.connection, records, [folderMapOf('/old=/music/new')]);
  let step = run.next();
  while (!step.done) step = run.next();
  const { matches, moves } = step.value;
  expect(records.map((record) => matches.get(record))).toEqual([
    { by: 'path', trackId: byPath },
    { by: 'path', trackId: mapped },
    { by: 'moved', trackId: moved[0] },
    { by: 'moved', trackId: moved[1] },
    { by: 'musicbrainz', trackId: recording },
    { by: 'tags', trackId: tagged },
    { by: null, reason: 'ambiguous', candidates: twice },
    { by: null, reason: 'unknown', candidates: [] },
    { by: 'path', trackId: byPath },
  ]);
  expect(moves).toEqual([{ from: '/mnt', to: '/music', files: 2 }]);
});
