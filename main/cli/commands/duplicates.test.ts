import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SoundCopy, SoundMatches } from '../../../app/model/duplicates.ts';
import { FakeService } from '../testing/fake-service.ts';
import * as duplicates from './duplicates.ts';

const copy = (id: number): SoundCopy => ({
  id,
  title: 'Title',
  artist: 'Artist',
  album: 'Album',
  kind: id === 1 ? 'FLAC' : 'MP3',
  bitrate: id * 320_400,
  bytes: id * 1_000_000,
  duration: 187,
  why: id % 2 === 0 ? 'lossy' : null,
  reason: id % 2 === 0 ? { reason: 'lossy' } : null,
  sameAudio: id === 5,
  sameBytes: id === 5 ? null : id === 4,
  path: `/music/${id}`,
});

const COPY = { kind: 'copy', offset: 0 } as const;

let service: FakeService;
let pages: Record<number, SoundMatches>;
beforeAll(async () => {
  service = await FakeService.start();
  service.answer('duplicates', 'copies', ({ ids }) => ids.map(copy));
  service.answer('duplicates', 'copiesOf', ({ groups }) => groups.map((ids) => ids.map(copy)));
});
afterAll(() => service.stop());
beforeEach(() => {
  service.answer('duplicates', 'matches', ({ after }) => pages[after ?? 0]!);
  service.answer('duplicates', 'count', { analysed: 5, pending: 0 });
  pages = {
    0: {
      matches: [
        { tracks: [2, 1], ...COPY, score: 0.9 },
        { tracks: [4, 5], ...COPY, score: 0.95 },
        { tracks: [7, 2], kind: 'part', score: 0.98, offset: 61.5 },
      ],
      compared: 3,
      after: 7,
      problem: null,
    },
    7: {
      matches: [
        { tracks: [1, 2], ...COPY, score: 0.9 },
        { tracks: [2, 3], ...COPY, score: 0.8 },
        { tracks: [7, 6], kind: 'part', score: 0.8, offset: 1 },
        { tracks: [8, 9], kind: 'part', score: 0.9, offset: 0 },
      ],
      compared: 2,
      after: null,
      problem: null,
    },
  };
});

describe('descant duplicates', () => {
  it('groups the matches of all pages, each with its lowest score', async () => {
    const { code, stdout } = await service.run(duplicates, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      compared: 5,
      pending: 0,
      problem: null,
      recordings: [
        {
          score: 0.8,
          tracks: [1, 2, 3].map(copy),
          parts: [{ ...copy(7), why: null, of: 2, offset: 61.5, score: 0.98 }],
        },
        { score: 0.95, tracks: [4, 5].map(copy), parts: [] },
        { score: 1, tracks: [copy(9)], parts: [{ ...copy(8), why: null, reason: null, of: 9, offset: 0, score: 0.9 }] },
      ],
    });
    expect(service.calls).toEqual([
      ['duplicates.count', undefined],
      ['duplicates.matches', { after: 0, limit: 200, least: 0.75, all: false }],
      ['duplicates.matches', { after: 7, limit: 200, least: 0.75, all: false }],
      ['duplicates.copiesOf', { groups: [[1, 2, 3], [4, 5], [9]] }],
      ['duplicates.copies', { ids: [7, 8] }],
    ]);
  });

  it('prints the copies, the best first, and what the others take', async () => {
    service.answer('duplicates', 'count', { analysed: 5, pending: 1 });
    expect((await service.run(duplicates)).stdout).toBe(
      [
        'best  1  FLAC  320 kbit/s   3:07  1.0 MB                  /music/1',
        '      2  MP3   641 kbit/s   3:07  2.0 MB  lossy           /music/2',
        '      3  MP3   961 kbit/s   3:07  3.0 MB                  /music/3',
        'part  7  MP3   2243 kbit/s  3:07  7.0 MB  of 2 from 1:02  /music/7',
        '',
        'best  4  MP3  1282 kbit/s  3:07  4.0 MB  lossy           /music/4',
        '      5  MP3  1602 kbit/s  3:07  5.0 MB  the same audio  /music/5',
        '',
        'best  9  MP3  2884 kbit/s  3:07  9.0 MB                  /music/9',
        'part  8  MP3  2563 kbit/s  3:07  8.0 MB  of 9 from 0:00  /music/8',
        '',
        '2 recordings with several copies among 5 tracks; all copies but the best take 10.0 MB.',
        '2 tracks are a part of another.',
        '1 track not analysed yet: descant scan --wait analysis',
        '',
      ].join('\n'),
    );
  });

  it('shows what is known where the index server is away, and says that more may be there', async () => {
    pages = { 0: { ...pages[0]!, after: null, problem: 'it cannot be reached.' } };
    const { code, stdout } = await service.run(duplicates);
    expect([code, stdout]).toEqual([0, expect.stringContaining('best  4')]);
    expect(stdout).toContain('The index is away, so tracks are left that are not compared: it cannot be reached.\n');
    expect(JSON.parse((await service.run(duplicates, '--json')).stdout)).toMatchObject({
      problem: 'it cannot be reached.',
      recordings: [{}, {}],
    });
  });

  it('compares copies byte for byte where the very same files are asked for', async () => {
    service.answer('duplicates', 'compareBytes', ({ ids }) => ids.map((id) => ({ ...copy(id), sameBytes: true })));
    const { stdout } = await service.run(duplicates, '--kind', 'bytes', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      recordings: [{ tracks: [{ id: 4 }, { id: 5, sameBytes: true }], parts: [] }],
    });
    expect(service.calls.filter(([name]) => name === 'duplicates.compareBytes')).toEqual([
      ['duplicates.compareBytes', { ids: [4, 5] }],
    ]);
    expect((await service.run(duplicates, '--kind', 'bytes')).stdout).toMatch(/^ +5 .*the same bytes/m);
  });

  it('says that there are none', async () => {
    pages = { 0: { matches: [], compared: 1, after: null, problem: null } };
    expect((await service.run(duplicates)).stdout).toBe(
      '0 recordings with several copies among 1 track; all copies but the best take 0 B.\n',
    );
  });

  it.each(['0.4', '1'])('takes a score of %s', async (score) => {
    await service.run(duplicates, '--score', score);
    expect(service.calls[1]?.[1]).toMatchObject({ least: Number(score) });
  });

  it.each(['0.39', '1.01', 'high', ''])('refuses a score of "%s"', async (score) => {
    await expect(service.run(duplicates, `--score=${score}`)).rejects.toMatchObject({
      code: 'ERR_PARSE_ARGS',
      message: `--score takes a number from 0.4 to 1, not "${score}"`,
    });
  });

  it('ends early on Ctrl-C, and says how far it came', async () => {
    service.answer('duplicates', 'matches', () => {
      process.emit('SIGINT');
      return pages[0]!;
    });
    await expect(service.run(duplicates)).rejects.toMatchObject({
      code: 'CANCELLED',
      message: 'the comparison was cancelled after 3 of 5 tracks',
    });
    expect(service.calls.map(([procedure]) => procedure)).toEqual(['duplicates.count', 'duplicates.matches']);
  });

  it('lists the recordings of which a track matches a query', async () => {
    service.answer('tracks', 'ids', [8, 5]);
    const { stdout } = await service.run(duplicates, 'genre:folk', '--json');
    const { recordings } = JSON.parse(stdout) as { recordings: { tracks: SoundCopy[] }[] };
    expect(recordings.map(({ tracks }) => tracks[0]!.id)).toEqual([4, 9]);
  });

  it.each([
    ['audio', [[4, 5]]],
    ['recording', [[1, 2, 3]]],
    ['part', [[1], [9]]],
    ['version', []],
  ])('lists duplicates of the kind %s alone', async (kind, groups) => {
    const { stdout } = await service.run(duplicates, '--kind', kind, '--json');
    const { recordings } = JSON.parse(stdout) as { recordings: { tracks: SoundCopy[] }[] };
    expect(recordings.map(({ tracks }) => tracks.map(({ id }) => id))).toEqual(groups);
    expect(service.calls[1]?.[1]).toMatchObject({ least: kind === 'version' ? 0.4 : 0.75 });
  });
});

describe('what descant duplicates does with copies', () => {
  const resolved = { batch: 7, tracks: 3, changes: [], groups: 2, pictures: 0, problems: [] };
  const asked = () => service.calls.find(([procedure]) => procedure === 'duplicates.resolve')?.[1];
  beforeEach(() => service.answer('duplicates', 'resolve', resolved));

  it('is one batch for all recordings, and says how to take it back', async () => {
    const { stdout } = await service.run(duplicates, '--trash');
    expect(asked()).toEqual({
      actions: ['trash'],
      groups: [
        { keep: 1, others: [2, 3] },
        { keep: 4, others: [5] },
      ],
      dryRun: false,
    });
    expect(stdout).toBe(
      [
        '2 recordings, the other copies (10.0 MB) in the trash: 3 tracks changed (batch 7; to undo: descant undo 7)',
        'No file was touched. descant trash lists what is in the trash.',
        '',
      ].join('\n'),
    );
  });

  it('merges tags before it hides copies, and prints what the best ones take', async () => {
    const change = { batch: 0, trackId: 1, author: 'me', at: 5, before: null, undoneBy: null };
    const changes = [
      { ...change, field: 'genre', after: ['Folk'] },
      { ...change, trackId: 2, field: 'hidden', after: ['1'] },
    ];
    service.answer('duplicates', 'resolve', { ...resolved, batch: null, changes, pictures: 1, problems: ['no art'] });
    const { stdout } = await service.run(duplicates, '--hide', '--merge-tags', '--kind', 'audio', '--dry-run');
    expect(asked()).toEqual({ actions: ['merge-tags', 'hide'], groups: [{ keep: 4, others: [5] }], dryRun: true });
    expect(stdout.split('\n').slice(-5)).toEqual([
      '1  genre: (none) → Folk',
      '2 recordings, tags merged into the best copies, the other copies (5.0 MB) hidden: 3 tracks would change',
      '1 picture would be taken over',
      'not taken over: no art',
      '',
    ]);
  });

  it('leaves parts alone unless they are asked for, or all are kept', async () => {
    await service.run(duplicates, '--hide', '--kind', 'part');
    expect(asked()).toMatchObject({
      groups: [
        { keep: 1, others: [7] },
        { keep: 9, others: [8] },
      ],
    });
    await service.run(duplicates, '--keep-all');
    expect(service.calls.at(-1)?.[1]).toMatchObject({
      actions: ['keep-all'],
      groups: [
        { keep: 1, others: [2, 3, 7] },
        { keep: 4, others: [5] },
        { keep: 9, others: [8] },
      ],
    });
  });

  it('asks for nothing where there are no copies', async () => {
    pages = { 0: { matches: [], compared: 1, after: null, problem: null } };
    expect((await service.run(duplicates, '--hide')).stdout).toBe('nothing to change\n');
    expect(asked()).toBeUndefined();
  });

  it('lists tracks that were told apart with --all', async () => {
    await service.run(duplicates, '--all');
    expect(service.calls[1]?.[1]).toMatchObject({ all: true });
  });

  it.each([
    [['--hide', '--trash'], '--hide or --trash, not both'],
    [['--keep-all', '--hide'], '--keep-all goes with no other action'],
    [['--dry-run'], '--dry-run goes with an action: --hide, --merge-tags …'],
    [['--kind', 'loud'], '--kind takes bytes, audio, recording, part, version, not "loud"'],
    [
      ['--kind', 'version', '--trash'],
      'versions of a piece are not copies: below a score of 0.75 there is only --keep-all',
    ],
    [
      ['--score', '0.7', '--merge-tags'],
      'versions of a piece are not copies: below a score of 0.75 there is only --keep-all',
    ],
  ])('refuses %s', async (words, message) => {
    await expect(service.run(duplicates, ...words)).rejects.toMatchObject({ code: 'ERR_PARSE_ARGS', message });
  });
});
