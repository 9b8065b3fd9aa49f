import { beforeEach, describe, expect, it } from 'vitest';
import { memoryLibrary, TESTER, type MemoryLibrary } from '../../library/testing-library.ts';
import { filesToIdentify } from '../files-to-identify.ts';
import { matchRelease } from '../matching/match-release.ts';
import type { Release } from '../release.ts';
import { creditOf, releaseOf, trackOf } from '../testing/rows.ts';
import { acceptProposals, type AcceptedProposal } from './accept-proposals.ts';
import { proposalDetail } from './proposal-detail.ts';
import {
  decideProposals,
  neverIdentified,
  openProposals,
  proposalPage,
  storeProposals,
  type NewProposal,
} from './stored-proposals.ts';

const ID = '10000000-0000-4000-8000-000000000001';
const SALT = releaseOf({
  id: ID,
  title: 'Salt and Copper',
  credits: creditOf('North Harbour'),
  date: '2016',
  tracks: [trackOf('Harbour Lights', 1, { length: 100 }), trackOf('Salt', 2, { length: 100 })],
});
const OTHER = releaseOf({ ...SALT, id: ID.replace('1', '9'), title: 'Salt, Copper', date: '2020' });

let library: MemoryLibrary;
let first: number;
let second: number;
beforeEach(() => {
  library = memoryLibrary();
  first = library.add({ name: '1.flac', tags: { title: ['harbour lights'], album: ['Salt'], tracknumber: ['01'] } });
  second = library.add({ name: '2.flac', tags: { title: ['Salt'], album: ['Salt'], tracknumber: ['2'] } });
});

function proposalOf(releases: readonly Release[], values: Partial<NewProposal> = {}): NewProposal {
  const files = filesToIdentify(library.connection, [first, second]);
  const candidates = releases.map((release) => ({ release, match: matchRelease(files, [], release) }));
  return { files, candidates, acoustids: {}, cover: null, problems: [], band: 'likely', reason: 'differs', ...values };
}
const store = (...proposals: readonly NewProposal[]): number[] => storeProposals(library.connection, proposals, 5);
const list = (state: Parameters<typeof proposalPage>[1]['state'] = 'open') =>
  proposalPage(library.connection, { state, ids: null, offset: 0, limit: 10 });
const accept = (...accepted: readonly AcceptedProposal[]) =>
  acceptProposals(
    library.connection,
    library.tracks,
    { progress: () => {}, tracks: () => {}, playlists: () => {} },
    accepted,
  );
const title = (id: number): unknown => library.column(id, 'title');

describe('a proposal', () => {
  it('shows which fields change, new ones and spellings told apart', () => {
    const [id] = store(proposalOf([SALT, OTHER]));
    const detail = proposalDetail(library.connection, { id: id!, release: null });
    expect(detail).toMatchObject({
      release: ID,
      files: 2,
      title: 'Salt and Copper',
      artist: 'North Harbour',
      releases: 2,
    });
    expect(
      detail.album.map(({ field, before, after, difference }) => [field, before, after, difference]),
    ).toContainEqual(['album', ['Salt'], ['Salt and Copper'], 'other']);
    expect(detail.tracks[0]!.fields).toContainEqual({
      field: 'title',
      before: ['harbour lights'],
      after: ['Harbour Lights'],
      source: 'musicbrainz',
      difference: 'spelling',
    });
    // `01` is the number 1, and the second title is right.
    expect(detail.tracks.flatMap(({ fields }) => fields.map(({ field }) => field))).not.toContain('tracknumber');
    expect(detail.tracks[1]!.fields.map(({ field }) => field)).not.toContain('title');
    const other = proposalDetail(library.connection, { id: id!, release: OTHER.id });
    expect(other.album).toContainEqual(
      expect.objectContaining({ field: 'date', before: null, after: ['2020'], difference: 'new' }),
    );
    expect(() => proposalDetail(library.connection, { id: id!, release: 'x' })).toThrow('is none of those of proposal');
    expect(() => proposalDetail(library.connection, { id: 99, release: null })).toThrow('there is no proposal 99');
  });

  it('takes the place of the one that its tracks had', () => {
    store(proposalOf([]));
    const [id] = store(proposalOf([SALT]));
    expect(list().rows.map((row) => row.id)).toEqual([id]);
  });

  it('is accepted with one of its releases, as a batch of its source, and open again when that is undone', () => {
    const [id] = store(proposalOf([SALT, OTHER]));
    const { batches, tracks, stale } = accept({ id: id!, release: OTHER.id, cover: null });
    expect({ tracks, stale }).toEqual({ tracks: 2, stale: [] });
    expect(title(first)).toBe('Harbour Lights');
    expect(library.column(first, 'album')).toBe('Salt, Copper');
    expect(library.connection.prepare('SELECT author, author_kind, note FROM edit_batch').all()).toEqual([
      { author: 'MusicBrainz', author_kind: 'service', note: 'identified Salt, Copper' },
    ]);
    expect([list().total, list('accepted').rows[0]?.batch]).toEqual([0, batches[0]]);
    library.edits.undo(batches[0]!, TESTER);
    expect([title(first), list().total, list('accepted').total]).toEqual(['harbour lights', 1, 0]);
  });

  it('leaves a file alone whose tags have changed since', () => {
    const [id] = store(proposalOf([SALT]));
    library.edits.apply([first], { title: ['by hand'] }, TESTER);
    expect(proposalDetail(library.connection, { id: id!, release: null }).tracks.map(({ isStale }) => isStale)).toEqual(
      [true, false],
    );
    expect(accept({ id: id!, release: null, cover: null })).toMatchObject({ tracks: 1, stale: [first] });
    expect([title(first), library.column(second, 'album')]).toEqual(['by hand', 'Salt and Copper']);
  });

  it('changes nothing at all where another one to accept is gone', () => {
    const [id] = store(proposalOf([SALT]));
    expect(() => accept({ id: id!, release: null, cover: null }, { id: 77, release: null, cover: null })).toThrow(
      'no proposal 77',
    );
    expect(title(first)).toBe('harbour lights');
  });

  it('of nothing is not accepted', () => {
    const [id] = store(proposalOf([], { band: 'none', reason: 'no-release' }));
    expect(openProposals(library.connection, ['none'])).toEqual([]);
    expect(accept({ id: id!, release: null, cover: null })).toMatchObject({ batches: [], proposals: 0, tracks: 0 });
  });

  it('is put aside, for ever, and taken back', () => {
    const [id] = store(proposalOf([SALT]));
    decideProposals(library.connection, { ids: [id!], state: 'never' });
    expect([list().total, list('never').total]).toEqual([0, 1]);
    expect(neverIdentified(library.connection, [first, second, 99]).toSorted()).toEqual([first, second]);
    decideProposals(library.connection, { ids: [id!], state: 'open' });
    expect(neverIdentified(library.connection, [first])).toEqual([]);
    expect(openProposals(library.connection, ['likely'])).toEqual([id]);
    expect(openProposals(library.connection, ['certain'])).toEqual([]);
    expect(() => decideProposals(library.connection, { ids: [id!, 99], state: 'skipped' })).toThrow('no proposal 99');
    expect(list().total).toBe(1);
  });
});
