import { beforeEach, describe, expect, it } from 'vitest';
import { directoryInode, ROOT_INODE } from '../tree/inodes.ts';
import {
  FORMER_NAME_LIFETIME,
  FormerNames,
  MOST_FORMER_NAMES,
  type FormerDirectory,
  type FormerNamesEvent,
} from './former-names.ts';

const [ARTIST, OTHER] = [directoryInode(ROOT_INODE, 'artist', 0), directoryInode(ROOT_INODE, 'other', 0)];
const ALBUM = directoryInode(ARTIST, 'album', 0);

let now: number;
let names: FormerNames;
beforeEach(() => {
  now = 1000;
  names = new FormerNames(() => now, 3);
});

function directory(inode: number, parent: number, name: string): FormerDirectory {
  return { inode, parent, key: name, name, changedAt: 7 };
}

describe('a former name', () => {
  it('leads to its file by directory and name', () => {
    names.remember(ARTIST, 'one.flac', 11);
    names.remember(OTHER, 'one.flac', 12);
    expect(names.file(ARTIST, 'one.flac')).toBe(11);
    expect(names.file(OTHER, 'one.flac')).toBe(12);
    expect(names.file(ARTIST, 'two.flac')).toBeNull();
    expect(names.filesIn(ARTIST)).toEqual([11]);
    expect(names.filesIn(ALBUM)).toEqual([]);
  });

  it('is that of the last file that had it, and is counted once', () => {
    names.remember(ARTIST, 'one.flac', 11);
    names.remember(ARTIST, 'one.flac', 12);
    expect([names.file(ARTIST, 'one.flac'), names.size]).toEqual([12, 1]);
  });

  it('lasts a day, however often it is looked up', () => {
    expect(FORMER_NAME_LIFETIME).toBe(86_400_000);
    names.remember(ARTIST, 'one.flac', 11);
    now += FORMER_NAME_LIFETIME - 1;
    expect(names.file(ARTIST, 'one.flac')).toBe(11);
    now += 1;
    expect(names.file(ARTIST, 'one.flac')).toBeNull();
    expect(names.size).toBe(0);
  });

  it('lasts a day longer after a save of its file', () => {
    for (const [name, file] of [
      ['a', 11],
      ['b', 12],
      ['c', 11],
    ] as const) {
      names.remember(ARTIST, name, file);
    }
    now += FORMER_NAME_LIFETIME - 1;
    names.renew(11);
    names.renew(13);
    now += FORMER_NAME_LIFETIME - 1;
    expect(['a', 'b', 'c'].map((name) => names.file(ARTIST, name))).toEqual([11, null, 11]);
    now += 1;
    expect(['a', 'c'].map((name) => names.file(ARTIST, name))).toEqual([null, null]);
  });

  it('of several of one file can go without the others', () => {
    for (const gone of ['a', 'b', 'c']) {
      names = new FormerNames(() => now);
      for (const name of ['a', 'b', 'c']) names.remember(ARTIST, name, 11);
      names.forget(ARTIST, gone);
      now += FORMER_NAME_LIFETIME - 1;
      names.renew(11);
      now += 1;
      const kept = ['a', 'b', 'c'].filter((name) => names.file(ARTIST, name) === 11);
      expect(kept).toEqual(['a', 'b', 'c'].filter((name) => name !== gone));
    }
  });

  it('that has expired goes with the next name that is remembered', () => {
    names.remember(ARTIST, 'one.flac', 11);
    now += FORMER_NAME_LIFETIME;
    names.remember(ARTIST, 'two.flac', 12);
    expect(names.size).toBe(1);
  });

  it('goes first when there are too many and it is the oldest', () => {
    expect(MOST_FORMER_NAMES).toBe(100_000);
    for (const [index, name] of ['a', 'b', 'c'].entries()) names.remember(ARTIST, name, 11 + index);
    names.renew(11);
    names.remember(ARTIST, 'd', 12);
    expect(['a', 'b', 'c', 'd'].map((name) => names.file(ARTIST, name))).toEqual([11, null, 13, 12]);
  });

  it('can be forgotten', () => {
    names.remember(ARTIST, 'one.flac', 11);
    names.forget(ARTIST, 'two.flac');
    names.forget(ARTIST, 'one.flac');
    expect([names.file(ARTIST, 'one.flac'), names.size]).toEqual([null, 0]);
  });
});

describe('a former directory', () => {
  it('is remembered by its path while a name in it or below it is', () => {
    names.remember(ALBUM, 'one.flac', 11);
    names.rememberDirectory(directory(ALBUM, ARTIST, 'album'));
    names.rememberDirectory(directory(ARTIST, ROOT_INODE, 'artist'));
    expect(names.directoryIn(ROOT_INODE, 'artist')).toEqual(directory(ARTIST, ROOT_INODE, 'artist'));
    expect(names.directoryIn(ARTIST, 'album')?.inode).toBe(ALBUM);
    expect(names.directoryIn(ROOT_INODE, 'album')).toBeNull();
    expect(names.directory(ALBUM)).toEqual(directory(ALBUM, ARTIST, 'album'));
    names.forget(ALBUM, 'one.flac');
    expect([names.directory(ALBUM), names.directory(ARTIST)]).toEqual([null, null]);
  });

  it('is not remembered where no name in it is', () => {
    names.rememberDirectory(directory(ALBUM, ARTIST, 'album'));
    expect(names.directory(ALBUM)).toBeNull();
  });

  it('that goes again has its new time, and is counted once', () => {
    names.remember(ALBUM, 'one.flac', 11);
    names.rememberDirectory(directory(ALBUM, ARTIST, 'album'));
    names.rememberDirectory({ ...directory(ALBUM, ARTIST, 'album'), changedAt: 8 });
    names.rememberDirectory(directory(ARTIST, ROOT_INODE, 'artist'));
    expect(names.directory(ALBUM)?.changedAt).toBe(8);
    names.forget(ALBUM, 'one.flac');
    expect(names.directory(ARTIST)).toBeNull();
  });

  it('stays while another directory in it does', () => {
    const second = directoryInode(ARTIST, 'second', 0);
    names.remember(ALBUM, 'one.flac', 11);
    names.remember(second, 'two.flac', 12);
    names.rememberDirectory(directory(ALBUM, ARTIST, 'album'));
    names.rememberDirectory(directory(second, ARTIST, 'second'));
    names.rememberDirectory(directory(ARTIST, ROOT_INODE, 'artist'));
    names.forget(ALBUM, 'one.flac');
    expect(names.directory(ARTIST)).not.toBeNull();
    names.forget(second, 'two.flac');
    expect(names.directory(ARTIST)).toBeNull();
  });

  it('stays when its only name is remembered again', () => {
    names.remember(ALBUM, 'one.flac', 11);
    names.rememberDirectory(directory(ALBUM, ARTIST, 'album'));
    names.remember(ALBUM, 'one.flac', 12);
    expect([names.directory(ALBUM)?.inode, names.size]).toEqual([ALBUM, 1]);
  });

  it('expires with the names in it', () => {
    names.remember(ALBUM, 'one.flac', 11);
    names.rememberDirectory(directory(ALBUM, ARTIST, 'album'));
    now += FORMER_NAME_LIFETIME;
    expect(names.directory(ALBUM)).toBeNull();
  });

  it('can be forgotten with all names and directories below it', () => {
    names.remember(ARTIST, 'zero.flac', 10);
    names.remember(ALBUM, 'one.flac', 11);
    names.remember(OTHER, 'two.flac', 12);
    names.rememberDirectory(directory(ALBUM, ARTIST, 'album'));
    names.rememberDirectory(directory(ARTIST, ROOT_INODE, 'artist'));
    names.forgetBelow(ARTIST);
    expect([names.directory(ALBUM), names.directory(ARTIST), names.file(ALBUM, 'one.flac')]).toEqual([
      null,
      null,
      null,
    ]);
    expect([names.file(OTHER, 'two.flac'), names.size]).toEqual([12, 1]);
  });
});

describe('the events of former names', () => {
  let events: FormerNamesEvent[];
  beforeEach(() => {
    names = new FormerNames(() => now);
    events = [];
    names.follow((event) => events.push(event));
  });

  /** What is known of all names and directories that the tests use. */
  const stateOf = (of: FormerNames): unknown => [
    [ARTIST, OTHER, ALBUM].map((inode) => [of.directory(inode), of.filesIn(inode).toSorted((a, b) => a - b)]),
    of.size,
  ];

  function replayed(of: Iterable<FormerNamesEvent>): FormerNames {
    const other = new FormerNames(() => now);
    other.replay(of);
    return other;
  }

  it('lead to the same names, at once and after a while', () => {
    for (const [directoryOf, name, file] of [
      [ALBUM, 'one', 11],
      [ALBUM, 'two', 12],
      [ARTIST, 'three', 11],
      [OTHER, 'four', 13],
      [OTHER, 'four', 14],
      [OTHER, 'five', 15],
    ] as const) {
      now += 1000;
      names.remember(directoryOf, name, file);
    }
    names.rememberDirectory(directory(ARTIST, ROOT_INODE, 'artist'));
    names.rememberDirectory(directory(ALBUM, ARTIST, 'album'));
    names.forget(ARTIST, 'three');
    names.forget(ARTIST, 'none');
    now += FORMER_NAME_LIFETIME - 1000;
    names.renew(12);
    names.renew(99);
    expect(events.map(({ type }) => type)).toEqual([
      ...Array.from({ length: 6 }, () => 'remember'),
      'directory',
      'directory',
      'forget',
      'renew',
    ]);
    for (let hours = 0; hours < 25; hours += 8) {
      const present = stateOf(names);
      expect(stateOf(replayed(events))).toEqual(present);
      expect(stateOf(replayed([...names.events()]))).toEqual(present);
      now += 8 * 60 * 60 * 1000;
    }
    names.forgetBelow(ARTIST);
    expect(stateOf(replayed(events))).toEqual(stateOf(names));
  });

  it('are not announced again when they are replayed, and count as past when they are yet to come', () => {
    const other = new FormerNames(() => now);
    other.follow((event) => events.push(event));
    other.replay([{ type: 'remember', directory: ARTIST, key: 'one', inode: 11, at: now + 2 * FORMER_NAME_LIFETIME }]);
    expect(events).toEqual([]);
    now += FORMER_NAME_LIFETIME;
    expect(other.file(ARTIST, 'one')).toBeNull();
  });
});
