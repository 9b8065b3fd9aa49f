import { describe, expect, it } from 'vitest';
import { compileTemplate } from '../template/compile.ts';
import type { TreeEntry, SidecarEntry } from './entries.ts';
import { sidecarInode, trackInode } from './inodes.ts';
import { MountTree, type View } from './mount-tree.ts';
import type { TreeNode } from './nodes.ts';

function track(id: number, tags: Record<string, string>, more: Partial<TreeEntry> = {}): TreeEntry {
  return {
    id,
    tags: Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, [value]])),
    extension: 'flac',
    addedAt: 0,
    ...more,
  };
}

function view(name: string, template = '$artist/$title', more: Partial<View> = {}): View {
  return { name, template: compileTemplate(template), ...more };
}

/** Every path of the tree with its inode. */
function listing(tree: MountTree): Record<string, number> {
  const lines: [string, number][] = [];
  const walk = (node: TreeNode): void => {
    if (node.kind !== 'directory') {
      lines.push([tree.pathOf(node), node.kind === 'track' ? trackInode(node.id) : node.inode]);
    } else for (const child of node.children.values()) walk(child);
  };
  walk(tree.root);
  return Object.fromEntries(lines.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const files = (tree: MountTree): string[] => Object.keys(listing(tree));
const bySidecarFolder = (...sidecars: readonly SidecarEntry[]): Map<number, SidecarEntry[]> =>
  Map.groupBy(sidecars, ({ folder }) => folder);

describe('views', () => {
  it('show a track in each of them as one file', () => {
    const tree = new MountTree([view('', '$artist/$title'), view('Genres', '$genre/$title')], false);
    tree.apply([track(1, { artist: 'A', title: 'One', genre: 'Jazz' })], [], 0);
    expect(listing(tree)).toEqual({ 'A/One.flac': trackInode(1), 'Genres/Jazz/One.flac': trackInode(1) });
    expect(tree.nodesOf(trackInode(1)).map((node) => tree.pathOf(node))).toEqual([
      'A/One.flac',
      'Genres/Jazz/One.flac',
    ]);
  });

  it('show only their own tracks, and remove one that no longer belongs to them', () => {
    const tree = new MountTree([view('All'), view('Loud')], false);
    tree.apply(
      [
        track(1, { artist: 'A', title: 'One' }, { views: [0, 1] }),
        track(2, { artist: 'B', title: 'Two' }, { views: [0] }),
      ],
      [],
      0,
    );
    expect(files(tree)).toEqual(['All/A/One.flac', 'All/B/Two.flac', 'Loud/A/One.flac']);
    const changes = tree.apply([track(1, { artist: 'A', title: 'One' }, { views: [0] })], [], 5);
    expect(files(tree)).toEqual(['All/A/One.flac', 'All/B/Two.flac']);
    expect(changes.names).toContainEqual(expect.objectContaining({ name: 'A' }));
  });

  it('stay when they are empty', () => {
    const tree = new MountTree([view('All'), view('Playlists/Quiet')], false);
    expect([...tree.root.children.keys()]).toEqual(['All', 'Playlists']);
    tree.apply([track(1, { artist: 'A', title: 'One' })], [], 0);
    tree.apply([], [1], 0);
    expect([...tree.root.children.keys()]).toEqual(['All', 'Playlists']);
  });

  it('are never mixed with folders of tracks that have their name', () => {
    const tree = new MountTree([view(''), view('Genres', '$genre/$title'), view('Genres/Best', '$title')], false);
    tree.apply(
      [
        track(1, { artist: 'Genres', title: 'One', genre: 'Best' }),
        track(2, { artist: 'Genres_', title: 'Two', genre: 'Jazz' }),
      ],
      [],
      0,
    );
    expect(files(tree)).toEqual([
      'Genres/Best/One.flac',
      'Genres/Best/Two.flac',
      'Genres/Best_/One.flac',
      'Genres/Jazz/Two.flac',
      'Genres_/One.flac',
      'Genres_/Two.flac',
    ]);
    const before = listing(tree);
    expect(tree.apply([track(1, { artist: 'Genres', title: 'One', genre: 'Best' })], [], 0).names).toEqual([]);
    expect(listing(tree)).toEqual(before);
  });

  it('know which template names what is in a directory', () => {
    const tree = new MountTree([view('', '$artist/$title'), view('Lists/Quiet', '$title')], false);
    tree.apply([track(1, { artist: 'A', title: 'One' })], [], 0);
    const directory = (path: string): ReturnType<MountTree['viewOf']> => {
      let node: TreeNode = tree.root;
      for (const name of path.split('/').filter(Boolean)) node = tree.child(node as typeof tree.root, name) as TreeNode;
      return tree.viewOf(node as typeof tree.root);
    };
    expect(directory('A')).toMatchObject({ view: { name: '' }, folders: ['A'] });
    expect(directory('Lists/Quiet')).toMatchObject({ view: { name: 'Lists/Quiet' }, folders: [] });
    expect(directory('Lists')).toBeNull();
  });
});

describe('a template with %each{}', () => {
  const genres = view('Genres', '%each{genre}/$artist - $title');
  const tagged = (id: number, ...genre: readonly string[]): TreeEntry => ({
    ...track(id, { artist: 'A', title: 'One' }),
    tags: { artist: ['A'], title: ['One'], genre },
  });

  it('puts a track once under every value, as one file', () => {
    const tree = new MountTree([genres], false);
    tree.apply([tagged(1, 'Folk', 'AC/DC')], [], 0);
    expect(listing(tree)).toEqual({
      'Genres/AC_DC/A - One.flac': trackInode(1),
      'Genres/Folk/A - One.flac': trackInode(1),
    });
    expect(tree.nodesOf(trackInode(1))).toHaveLength(2);
  });

  it('moves only what changed, and leaves nothing behind', () => {
    const tree = new MountTree([genres], false);
    tree.apply([tagged(1, 'Folk', 'Rock')], [], 0);
    const { names } = tree.apply([tagged(1, 'Jazz', 'Folk')], [], 5);
    expect(files(tree)).toEqual(['Genres/Folk/A - One.flac', 'Genres/Jazz/A - One.flac']);
    expect(names.map(({ name }) => name)).not.toContain('Folk');
    tree.apply([], [1], 5);
    expect(tree.directoryCount).toBe(2);
  });

  it('gives two values that look the same one path, and a track without values the path of the default', () => {
    const tree = new MountTree([genres], false);
    tree.apply([tagged(1, 'A/B', 'A_B'), tagged(2)], [], 0);
    expect(files(tree)).toEqual(['Genres/A_B/A - One.flac', 'Genres/Unknown Genre/A - One.flac']);
  });
});

describe('a view of best copies', () => {
  const views = [view('Best', '$title', { bestCopies: true })];
  const copy = (id: number, quality: number): TreeEntry => track(id, { title: 'Song' }, { copyOf: 'song', quality });

  it('shows the best of several, and the next best when that leaves', () => {
    const tree = new MountTree(views, false);
    tree.apply([copy(1, 5), copy(2, 9), copy(3, 9), track(4, { title: 'Other' })], [], 0);
    expect(listing(tree)).toEqual({ 'Best/Song.flac': trackInode(2), 'Best/Other.flac': trackInode(4) });
    expect(tree.apply([], [2], 0).stale).toEqual([3]);
    tree.apply([copy(3, 9)], [], 0);
    expect(listing(tree)).toMatchObject({ 'Best/Song.flac': trackInode(3) });
  });

  it('shows a better copy that appears instead', () => {
    const tree = new MountTree(views, false);
    tree.apply([copy(1, 5)], [], 0);
    tree.apply([copy(2, 6)], [], 0);
    expect(listing(tree)).toEqual({ 'Best/Song.flac': trackInode(2) });
  });

  it('shows both when one turns out to be something else', () => {
    const tree = new MountTree(views, false);
    tree.apply([copy(1, 5), copy(2, 6)], [], 0);
    const { stale } = tree.apply([track(2, { title: 'Changed' }, { copyOf: 'changed', quality: 6 })], [], 0);
    tree.apply(
      stale.map((id) => copy(id, 5)),
      [],
      0,
    );
    expect(listing(tree)).toEqual({ 'Best/Song.flac': trackInode(1), 'Best/Changed.flac': trackInode(2) });
  });
});

describe('playlists', () => {
  it('are beside the view that wants one, and are reported when their tracks may have changed', () => {
    const tree = new MountTree([view('All', '$title'), view('Playlists/Quiet', '$title', { playlist: true })], false);
    tree.apply([track(1, { title: 'One' }, { views: [0] })], [], 0);
    const inode = listing(tree)['Playlists/Quiet.m3u8'] as number;
    expect(tree.playlist(inode)).toMatchObject({ view: 1, top: { name: 'Quiet' } });
    expect(tree.apply([track(2, { title: 'Two' }, { views: [0] })], [], 0).playlists).toEqual([]);
    expect(tree.apply([track(2, { title: 'Two' }, { views: [0, 1] })], [], 0).playlists).toEqual([inode]);
    expect(tree.apply([track(2, { title: 'Two' }, { views: [0] })], [], 0).playlists).toEqual([inode]);
  });
});

describe('sidecars', () => {
  const cover: SidecarEntry = { id: 7, folder: 1, name: 'cover.jpg', track: null };
  const inAlbum = (id: number, title: string, album = 'X', artist = 'A'): TreeEntry =>
    track(id, { artist, album, title }, { folder: 1 });
  const albums = (): MountTree => new MountTree([view('', '$artist/$album/$title')], true);

  it('are with the tracks of their folder', () => {
    const tree = albums();
    tree.apply([inAlbum(1, 'One'), inAlbum(2, 'Two')], [], 0, bySidecarFolder(cover));
    expect(listing(tree)).toMatchObject({ 'A/X/cover.jpg': sidecarInode(7) });
  });

  it('follow the album and leave no directory behind', () => {
    const tree = albums();
    tree.apply([inAlbum(1, 'One')], [], 0, bySidecarFolder(cover));
    tree.apply([inAlbum(1, 'One', 'Y')], [], 0);
    expect(files(tree)).toEqual(['A/Y/One.flac', 'A/Y/cover.jpg']);
    tree.apply([], [1], 0);
    expect(tree.directoryCount).toBe(1);
  });

  it('are in every directory of a sampler, but not with the tracks of several albums', () => {
    const tree = albums();
    tree.apply([inAlbum(1, 'One', 'X', 'A'), inAlbum(2, 'Two', 'X', 'B')], [], 0, bySidecarFolder(cover));
    expect(files(tree)).toEqual(['A/X/One.flac', 'A/X/cover.jpg', 'B/X/Two.flac', 'B/X/cover.jpg']);
    expect(tree.nodesOf(sidecarInode(7))).toHaveLength(2);
    tree.apply([inAlbum(3, 'Three', 'Other')], [], 0);
    expect(files(tree).filter((path) => path.endsWith('.jpg'))).toEqual([]);
  });

  it('have the name of their track if they have it in their folder', () => {
    const tree = albums();
    const lyrics: SidecarEntry = { id: 8, folder: 1, name: 'track01.LRC', track: 2 };
    tree.apply([inAlbum(1, 'Same'), inAlbum(2, 'Same')], [], 0, bySidecarFolder(lyrics));
    expect(files(tree)).toEqual(['A/X/Same [#2].flac', 'A/X/Same [#2].lrc', 'A/X/Same.flac']);
    tree.apply([], [1], 0);
    expect(files(tree)).toEqual(['A/X/Same.flac', 'A/X/Same.lrc']);
  });

  it('disappear when the folder no longer has them', () => {
    const tree = albums();
    tree.apply([inAlbum(1, 'One')], [], 0, bySidecarFolder(cover));
    tree.apply([inAlbum(1, 'One')], [], 0, new Map([[1, []]]));
    expect(files(tree)).toEqual(['A/X/One.flac']);
  });
});

describe('all of it together', () => {
  it.each([1, 2, 3, 4, 5, 6])('depends only on the tracks, not on the order of changes (seed %i)', (seed) => {
    let state = seed;
    const random = (below: number): number => (state = (state * 48271) % 2147483647) % below;
    const pick = <T>(values: readonly T[]): T => values[random(values.length)] as T;
    const target = pick(['posix', 'portable'] as const);
    const views: View[] = [
      { name: '', template: compileTemplate('$artist/$album/$title', { target }) },
      { name: 'Lists/Some', template: compileTemplate('$title', { target }), playlist: true },
      { name: 'Best', template: compileTemplate('$album%aunique{}/%each{genre}/$title', { target }), bestCopies: true },
    ];
    const entries = new Map<number, TreeEntry>();
    const sidecars = new Map<number, SidecarEntry[]>();
    const tree = new MountTree(views, true, false, 0);
    const settle = (
      into: MountTree,
      changed: readonly TreeEntry[],
      removed: readonly number[],
      folders: ReadonlyMap<number, readonly SidecarEntry[]>,
    ): void => {
      let { stale } = into.apply(changed, removed, 0, folders);
      for (let round = 0; stale.length > 0; round += 1) {
        expect(round).toBeLessThan(3);
        ({ stale } = into.apply(
          stale.flatMap((id) => entries.get(id) ?? []),
          [],
          0,
        ));
      }
    };
    for (let step = 0; step < 150; step += 1) {
      const id = 1 + random(14);
      if (random(4) === 0 && entries.delete(id)) {
        settle(tree, [], [id], new Map());
      } else {
        const folder = 1 + random(3);
        if (random(3) === 0) {
          const names = ['cover.jpg', 'Cover.JPG', 'rip.log', 'one.lrc', 'Lists.cue'].filter(() => random(2) === 0);
          sidecars.set(
            folder,
            names.map((name) => ({
              id: 100 * folder + ['cover.jpg', 'Cover.JPG', 'rip.log', 'one.lrc', 'Lists.cue'].indexOf(name),
              folder,
              name,
              track: name === 'one.lrc' ? 1 + random(14) : null,
            })),
          );
        }
        const artist = pick(['A', 'a', 'Lists', 'Best']);
        const plain = track(id, {
          artist,
          albumartist: artist,
          album: pick(['X', 'x', 'Y']),
          title: pick(['One', 'ONE', 'Some', 'Lists']),
        });
        const entry: TreeEntry = {
          ...plain,
          tags: { ...plain.tags, genre: ['Folk', 'folk', 'Rock'].filter(() => random(2) === 0) },
          folder,
          views: pick([[0], [0, 1], [0, 1, 2], [2], []]),
          copyOf: pick(['p', 'q']),
          quality: random(3),
        };
        entries.set(id, entry);
        settle(tree, [entry], [], new Map([[folder, sidecars.get(folder) ?? []]]));
      }
      const afresh = new MountTree(views, true, false, 0);
      settle(afresh, [...entries.values()].toReversed(), [], sidecars);
      expect(listing(tree), `step ${step}`).toEqual(listing(afresh));
      expect([...tree.directoryInodes()].toSorted()).toEqual([...afresh.directoryInodes()].toSorted());
    }
  });
});
