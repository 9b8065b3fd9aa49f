import { describe, expect, it } from 'vitest';
import { PlaylistWriter } from '../../library/playlists/playlist-writer.ts';
import { memoryLibrary } from '../../library/testing-library.ts';
import { playlistOf, recordOf, type ImportedPlaylist, type ImportedReference } from '../import-record.ts';
import type { Match } from '../matching/match.ts';
import { planPlaylists, type PlannedPlaylists } from './plan-playlists.ts';

const AUTHOR = { name: 'import', kind: 'program' } as const;

/** A library with three tracks, and references to them and to one that was not found. */
function setUp() {
  const library = memoryLibrary();
  const tracks = ['a', 'b', 'c'].map((name) => library.add({ name: `${name}.flac`, tags: { title: [name] } }));
  const references = [...tracks, null].map(() => recordOf({}));
  const matches = new Map<ImportedReference, Match>(
    references.map((reference, i) => {
      const trackId = tracks[i];
      return [
        reference,
        trackId === undefined ? { by: null, reason: 'unknown', candidates: [] } : { by: 'path', trackId },
      ];
    }),
  );
  const writer = new PlaylistWriter(library.connection);
  return {
    tracks,
    references,
    plan: (...playlists: readonly ImportedPlaylist[]) => planPlaylists(library.connection, playlists, matches, false),
    replace: (...playlists: readonly ImportedPlaylist[]) => planPlaylists(library.connection, playlists, matches, true),
    make: ({ created }: Pick<PlannedPlaylists, 'created'>) =>
      writer.create({ playlists: created, author: AUTHOR }).playlists,
  };
}

const outcomes = ({ results }: PlannedPlaylists): string[] => results.map(({ outcome }) => outcome);

describe('the playlists of an import', () => {
  it('are created in their folders, with the tracks that were found, in order and as often as they are in them', () => {
    const { plan, references, tracks } = setUp();
    const [a, b, , missing] = references;
    const { created, results } = plan(
      playlistOf({ name: 'Road', folders: ['Travel', 'Far'], items: [b!, missing!, a!, b!] }),
    );
    expect(created).toEqual([
      {
        name: 'Road',
        folders: ['Travel', 'Far'],
        kind: 'manual',
        tracks: [tracks[1], tracks[0], tracks[1]],
        renumber: true,
      },
    ]);
    expect(results).toEqual([
      { name: 'Road', folders: ['Travel', 'Far'], outcome: 'created', tracks: 3, notFound: 1, loss: null },
    ]);
  });

  it('have rules where they had', () => {
    const { plan } = setUp();
    const { created, results } = plan(playlistOf({ name: 'Top', query: 'rating:4..', limit: 20 }));
    const rule = { query: 'rating:4..', sort: [], limit: { count: 20, unit: 'tracks' }, seed: null };
    expect(created).toEqual([{ name: 'Top', folders: [], kind: 'smart', rule, renumber: true }]);
    expect(results).toMatchObject([{ outcome: 'created', tracks: null, notFound: 0 }]);
  });

  it('stay as they are where the same import was made before', () => {
    const { plan, make, references } = setUp();
    const lists = [
      playlistOf({ name: 'Road', folders: ['Travel'], items: references.slice(0, 2) }),
      playlistOf({ name: 'Road', folders: ['Travel'], items: references.slice(1, 3) }),
      playlistOf({ name: 'Top', query: 'title:a' }),
    ];
    make(plan(...lists));
    const again = plan(...lists);
    expect([again.created, outcomes(again)]).toEqual([[], ['unchanged', 'unchanged', 'unchanged']]);
  });

  it('are kept where the library has others of their names, unless they are to be replaced', () => {
    const { plan, replace, make, references } = setUp();
    const old = [playlistOf({ name: 'Road', items: [references[0]!] }), playlistOf({ name: 'Top', query: 'title:a' })];
    const ids = make(plan(...old));
    const changed = [
      playlistOf({ name: 'road', items: [references[1]!] }),
      playlistOf({ name: 'Top', query: 'title:b' }),
    ];
    const kept = plan(...changed);
    expect([kept.created, kept.replaced, outcomes(kept)]).toEqual([[], [], ['kept', 'kept']]);
    const replaced = replace(...changed);
    expect([replaced.replaced, outcomes(replaced)]).toEqual([ids, ['replaced', 'replaced']]);
    expect(replaced.created.map(({ name }) => name)).toEqual(['road', 'Top']);
  });

  it('in other folders have names of their own', () => {
    const { plan, make, references } = setUp();
    const items = [references[0]!];
    make(plan(playlistOf({ name: 'Road', items })));
    expect(outcomes(plan(playlistOf({ name: 'Road', folders: ['Travel'], items: [references[1]!] })))).toEqual([
      'created',
    ]);
  });

  it('are lost without any track, and with rules that no query expresses', () => {
    const { plan, references } = setUp();
    const { created, results } = plan(
      playlistOf({ name: 'Empty' }),
      playlistOf({ name: 'Gone', items: [references[3]!] }),
      playlistOf({ name: 'Odd', query: 'nofield:x' }),
      playlistOf({ name: 'Told', loss: 'its rule cannot be expressed' }),
    );
    expect(created).toEqual([]);
    expect(results.map(({ outcome, loss }) => [outcome, loss])).toEqual([
      ['lost', 'it is empty'],
      ['lost', 'none of its tracks was found'],
      ['lost', expect.stringContaining('its rules cannot be expressed: ')],
      ['lost', 'its rule cannot be expressed'],
    ]);
  });

  it('get names that a playlist can have', () => {
    const { plan, make, references } = setUp();
    const items = [references[0]!];
    const names = [' a\tb\u0000 ', '', 'x'.repeat(300)];
    const planned = plan(...names.map((name) => playlistOf({ name, folders: ['\n'], items })));
    expect(planned.created.map(({ name }) => name)).toEqual(['a b', 'Playlist', 'x'.repeat(200)]);
    expect(make(planned)).toHaveLength(3);
  });
});
