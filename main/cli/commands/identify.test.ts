import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type {
  AcceptedProposals,
  IdentificationProgress,
  ProposalDetail,
  ProposalRow,
} from '../../../app/model/identification.ts';
import { FakeService } from '../testing/fake-service.ts';
import * as command from './identify.ts';

const DONE: IdentificationProgress = {
  state: 'done',
  done: 3,
  total: 3,
  found: { certain: 1, likely: 0, ambiguous: 0, none: 0 },
  proposals: [7],
  never: 0,
  problems: [],
  sources: ['library', 'musicbrainz', 'acoustid', 'cover-art'],
  requests: 2,
  message: null,
  code: null,
};
const ROW: ProposalRow = {
  id: 7,
  at: 5,
  state: 'open',
  band: 'certain',
  reason: 'agrees',
  score: 0.98,
  source: 'musicbrainz',
  title: 'Salt',
  artist: 'North Harbour',
  files: 1,
  releases: 1,
  art: null,
  batch: null,
};
const CHOICE = {
  source: 'musicbrainz' as const,
  id: 'r',
  title: 'Salt',
  artist: 'North Harbour',
  comment: '',
  date: '2016',
  country: 'NO',
  format: 'CD',
  label: '',
  tracks: 2,
  discs: 1,
  score: 0.98,
};
const DETAIL: ProposalDetail = {
  ...ROW,
  choices: [CHOICE],
  release: 'r',
  album: [{ field: 'date', before: null, after: ['2016'], source: 'musicbrainz', difference: 'new' }],
  tracks: [
    {
      id: 3,
      fileName: 'a',
      asIs: { title: 'slat', artist: '', number: '', length: 60 },
      proposed: { title: 'Salt', artist: 'North Harbour', disc: 1, number: 1, length: 61 },
      score: 0.9,
      bySound: true,
      fields: [{ field: 'title', before: ['slat'], after: ['Salt'], source: 'musicbrainz', difference: 'other' }],
      agreeing: 3,
      isStale: false,
    },
    {
      id: null,
      fileName: '',
      asIs: { title: '', artist: '', number: '', length: 0 },
      proposed: { title: 'Copper', artist: 'North Harbour', disc: 1, number: 2, length: null },
      score: null,
      bySound: false,
      fields: [],
      agreeing: 0,
      isStale: false,
    },
  ],
  changes: 2,
  cover: null,
  problems: [],
};
const ACCEPTED: AcceptedProposals = { batches: [12], proposals: 1, tracks: 1, fields: 2, stale: [], problems: [] };

let service: FakeService;
let states: IdentificationProgress[];
const isTTY = process.stderr.isTTY;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('identification', 'start', () => DONE);
  service.answer('identification', 'cancel', () => undefined as never);
  service.answer('identification', 'decide', () => undefined as never);
  service.answer('identification', 'wait', () => states.shift()!);
  service.answer('identification', 'progress', { ...DONE, sources: ['library'] });
  service.answer('identification', 'get', DETAIL);
  service.answer('identification', 'accept', ACCEPTED);
});
afterAll(() => service.stop());
beforeEach(() => {
  states = [DONE];
  process.stderr.isTTY = false;
  service.answer('identification', 'list', {
    total: 1,
    bands: { certain: 1, likely: 0, ambiguous: 0, none: 0 },
    rows: [ROW],
  });
});
afterEach(() => {
  process.stderr.isTTY = isTTY;
});

const called = (procedure: string): unknown =>
  service.calls.find(([name]) => name === `identification.${procedure}`)?.[1];

it('identifies the tracks of a query, shows what would change and changes nothing', async () => {
  states = [{ ...DONE, state: 'running', done: 1 }, DONE];
  const { code, stdout } = await service.run(command, 'artist:x', 'year:2016');
  expect({ code, lines: stdout.split('\n') }).toEqual({
    code: 0,
    lines: [
      '7  North Harbour – Salt  (2016, NO, CD, 2 tracks)',
      '    certain, score 0.98, from MusicBrainz: each file has its track, and no other release fits as well',
      '    date: 2016',
      '    3  1-01 Salt (1:01)  0.90',
      '        title: slat → Salt',
      '    –  1-02 Copper: no file',
      '    2 fields would change',
      '1 album: 1 certain',
      'Nothing was changed: descant identify --accept certain, --accept all or --accept NUMBER changes the tags.',
      '',
    ],
  });
  expect(called('start')).toEqual({ where: { query: 'artist:x year:2016' }, release: null });
  expect(called('accept')).toBeUndefined();
});

it('ends with 1 where an album has no release, and tells problems and services that are off', async () => {
  const found = { certain: 0, likely: 0, ambiguous: 0, none: 1 };
  const problems = [{ source: 'acoustid' as const, code: 'BUSY', message: 'x is busy', count: 2 }];
  states = [{ ...DONE, found, problems, never: 4, sources: ['library', 'acoustid'] }];
  const { code, stdout } = await service.run(command, '');
  expect(code).toBe(1);
  expect(stdout).toContain('4 tracks left out, as you have asked with --never\nAcoustID: x is busy (2 times)\n');
  expect(stdout).toContain('MusicBrainz is off: descant config identify.musicbrainz true switches it on\n');
});

it('prints the run with its proposals as JSON', async () => {
  const { stdout } = await service.run(command, 'x', '--json', '--release', 'R');
  expect(JSON.parse(stdout)).toEqual({ run: DONE, proposals: [DETAIL] });
  expect(called('start')).toMatchObject({ release: 'R' });
});

it('lists the open proposals, or says how to get some', async () => {
  expect((await service.run(command)).stdout).toBe(
    '7  certain  0.98  Salt  North Harbour  1 file  each file has its track, and no other release fits as well\n',
  );
  service.answer('identification', 'list', {
    total: 0,
    bands: { certain: 0, likely: 0, ambiguous: 0, none: 0 },
    rows: [],
  });
  expect((await service.run(command)).stdout).toContain(
    'descant identify QUERY looks for the releases of tracks\nMusicBrainz is off',
  );
  expect((await service.run(command, '--state', 'never')).stdout).toContain('no proposals are never identified');
});

it('accepts one proposal, all open ones, or those of its run', async () => {
  const { stdout } = await service.run(command, '--accept', '7', '--release', 'r');
  expect(stdout).toBe('1 album accepted: 2 fields of 1 track changed; descant undo 12 takes it back\n');
  expect(called('accept')).toEqual({ proposals: [{ id: 7, release: 'r' }] });
  await service.run(command, '--accept', 'all');
  expect(called('accept')).toEqual({ bands: ['certain', 'likely', 'ambiguous'] });
  await service.run(command, 'x', '--accept', 'certain');
  expect(called('accept')).toEqual({ proposals: [{ id: 7 }] });
  const rows = [{ ...ROW, band: 'likely' as const }];
  service.answer('identification', 'list', { total: 1, bands: { certain: 0, likely: 1, ambiguous: 0, none: 0 }, rows });
  states = [DONE];
  expect((await service.run(command, 'x', '--accept', 'certain')).stdout).toContain('nothing was accepted');
  states = [DONE];
  await service.run(command, 'x', '--accept', 'all', '--dry-run');
  expect(called('accept')).toBeUndefined();
});

it.each([
  ['--skip', 'skipped'],
  ['--never', 'never'],
  ['--reopen', 'open'],
])('decides with %s', async (option, state) => {
  const { code } = await service.run(command, option, '7');
  expect(code).toBe(0);
  expect(called('decide')).toEqual({ ids: [7], state });
});

it('tells how a run failed, and that it was cancelled', async () => {
  states = [{ ...DONE, state: 'failed', message: 'no', code: 'X' }];
  await expect(service.run(command, 'x')).rejects.toMatchObject({ code: 'X', message: 'no' });
  states = [{ ...DONE, state: 'cancelled', done: 1 }];
  await expect(service.run(command, 'x')).rejects.toMatchObject({
    code: 'CANCELLED',
    message: expect.stringContaining('after 1 of 3 tracks'),
  });
});

it.each([
  [['--accept', 'some'], '--accept takes certain, all or the number of a proposal, not "some"'],
  [['--skip', '1', '--never', '2'], 'one at a time'],
  [['x', '--skip', '1'], 'without a query'],
  [['--skip', 'x'], '--skip takes a whole number'],
  [['--state', 'x'], '--state takes open, accepted, skipped, never, not "x"'],
])('refuses %j', async (words, message) => {
  await expect(service.run(command, ...words)).rejects.toMatchObject({
    code: 'ERR_PARSE_ARGS',
    message: expect.stringContaining(message),
  });
});
