import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeAudio } from '../../tests/support/audio.ts';
import { testLibrary, type TestLibrary } from '../../tests/support/library.ts';
import { addRoot, removeRoot, roots } from './roots.ts';
import { TrackWriter } from '../library/track-writer.ts';
import { recorded, SidecarChanges } from './sidecars.ts';
import { Scanner } from './scanner.ts';
import type { ScanResult } from './scan-result.ts';

interface Row {
  readonly id: number;
  readonly folder: Buffer;
  readonly name: Buffer;
  readonly size: number;
}

let library: TestLibrary;
/** What the observer was told of since the last scan began. */
let told: (readonly number[] | null)[];
const inMusic = (...parts: string[]): string => join(library.music, ...parts);
const rows = (): Row[] =>
  library.connection
    .prepare<[], Row>(
      'SELECT sidecar.id, folder.path AS folder, name, size FROM sidecar JOIN folder ON folder.id = folder_id ORDER BY folder.path, name',
    )
    .all();
const names = (): string[] =>
  rows().map(({ folder, name }) => `${folder.toString()}/${name.toString()}`.slice(library.music.length + 1));

function write(...parts: string[]): void {
  mkdirSync(inMusic(...parts.slice(0, -1)), { recursive: true });
  writeFileSync(inMusic(...parts), 'beside');
}

async function scan({
  skip = () => false,
  signal = new AbortController().signal,
}: { skip?: (path: Buffer) => boolean; signal?: AbortSignal } = {}): Promise<ScanResult> {
  told = [];
  const scanner = new Scanner(library.connection, new TrackWriter(library.connection));
  return scanner.scan(roots(library.connection), skip, { progress: () => {}, stored: (ids) => told.push(ids) }, signal);
}

beforeEach(() => {
  library = testLibrary();
  makeAudio(inMusic('album', 'a.mp3'), { tags: { title: 'one' }, seconds: 1 });
});

describe('a scan of what lies beside audio', () => {
  it('records what belongs to an album, by its extension in any case, and nothing else', async () => {
    const wanted = [
      'Cover.JPG',
      'a.cue',
      'a.lrc',
      'a.nfo',
      'a.txt',
      'album.accurip',
      'b.jpeg',
      'back.png',
      'booklet.pdf',
      'disc.webp',
      'list.M3U',
      'list.m3u8',
      'move.gif',
      'rip.log',
    ];
    for (const name of [...wanted, '.hidden.jpg', 'Thumbs.db', 'a.sfv', 'notes', 'film.avi', '.txt']) {
      write('album', name);
    }
    mkdirSync(inMusic('album', 'scans.png'));
    await scan();
    expect(names()).toEqual(wanted.map((name) => `album/${name}`));
    expect(rows().every(({ size }) => size === 'beside'.length)).toBe(true);
    expect(library.find('')).toHaveLength(1);
  });

  it('leaves alone what has not changed, and announces nothing', async () => {
    write('album', 'a.cue');
    await scan();
    const before = library.connection.prepare('SELECT * FROM sidecar').all();
    await scan();
    expect(told).toEqual([]);
    expect(library.connection.prepare('SELECT * FROM sidecar').all()).toEqual(before);
  });

  it('keeps the id of one that changed, and names the tracks beside it', async () => {
    write('album', 'a.cue');
    makeAudio(inMusic('other', 'b.mp3'), { seconds: 1 });
    await scan();
    const [before] = rows();
    writeFileSync(inMusic('album', 'a.cue'), 'longer than it was');
    await scan();
    expect(rows()).toMatchObject([{ id: before!.id, size: 18 }]);
    expect(told).toEqual([library.find('one')]);
    utimesSync(inMusic('album', 'a.cue'), 1, 1);
    await scan();
    expect(told).toEqual([library.find('one')]);
  });

  it('finds new ones beside known tracks, forgets those that are gone, and names the tracks both times', async () => {
    await scan();
    write('album', 'late.cue');
    await scan();
    expect(names()).toEqual(['album/late.cue']);
    expect(told).toEqual([library.find('one')]);
    rmSync(inMusic('album', 'late.cue'));
    await scan();
    expect(names()).toEqual([]);
    expect(told).toEqual([library.find('one')]);
  });

  it('takes a renamed one for another, with an id that was never used before', async () => {
    write('album', 'a.cue');
    await scan();
    const [before] = rows();
    renameSync(inMusic('album', 'a.cue'), inMusic('album', 'b.cue'));
    await scan();
    expect(names()).toEqual(['album/b.cue']);
    expect(rows()[0]!.id).toBeGreaterThan(before!.id);
    expect(told).toEqual([library.find('one')]);
  });

  it('leaves pictures without music out, also when the music leaves', async () => {
    write('holiday', 'beach.jpg');
    write('holiday', 'README');
    write('album', 'cover.jpg');
    await scan();
    expect(names()).toEqual(['album/cover.jpg']);
    rmSync(inMusic('album', 'a.mp3'));
    await scan();
    expect(names()).toEqual([]);
    makeAudio(inMusic('holiday', 'song.mp3'), { seconds: 1 });
    await scan();
    expect(names()).toEqual(['holiday/beach.jpg']);
  });

  it('goes along with an album folder that is renamed, and forgets one that is removed', async () => {
    write('album', 'a.cue');
    await scan();
    renameSync(inMusic('album'), inMusic('renamed'));
    await scan();
    expect(names()).toEqual(['renamed/a.cue']);
    write('keep.txt');
    rmSync(inMusic('renamed'), { recursive: true });
    await scan();
    expect(names()).toEqual([]);
  });

  it('keeps them while the disk is not plugged in', async () => {
    write('album', 'a.cue');
    await scan();
    const before = rows();
    renameSync(library.music, join(library.folder, 'unplugged'));
    await scan();
    mkdirSync(library.music);
    await scan();
    expect(rows()).toEqual(before);
  });

  it('keeps those of a folder that cannot be read', async () => {
    write('album', 'a.cue');
    write('other.txt');
    await scan();
    const before = rows();
    // Root may read everything; a folder that turns into a loop of links once it was listed is unreadable for it too.
    let listed = 0;
    const breakFolder = (path: Buffer): boolean => {
      if (path.toString() === inMusic('album') && ++listed === 1) {
        renameSync(inMusic('album'), join(library.folder, 'kept'));
        symlinkSync('album', inMusic('album'));
      }
      return false;
    };
    expect(await scan({ skip: breakFolder })).toMatchObject({
      missing: 0,
      errors: [{ path: Buffer.from(inMusic('album')) }],
    });
    expect(rows()).toEqual(before);
  });

  it('keeps one that cannot be looked at now', () => {
    symlinkSync('loop', inMusic('loop'));
    const changes = new SidecarChanges(Buffer.from(inMusic('loop')), [
      { id: 7, name: Buffer.from('a.cue'), stamp: '' },
    ]);
    changes.look(Buffer.from('a.cue'));
    expect(changes.count).toBe(0);
  });

  it('knows names that are not UTF-8', async () => {
    const odd = [Buffer.from([0xff, 0xe9, 0x2e, 0x63, 0x75, 0x65]), Buffer.from([0xfe, 0xe9, 0x2e, 0x63, 0x75, 0x65])];
    for (const name of odd) writeFileSync(Buffer.concat([Buffer.from(`${inMusic('album')}/`), name]), 'beside');
    await scan();
    expect(rows().map(({ name }) => name)).toEqual(odd.toSorted(Buffer.compare));
    await scan();
    expect(told).toEqual([]);
    rmSync(Buffer.concat([Buffer.from(`${inMusic('album')}/`), odd[0]!]));
    await scan();
    expect(rows().map(({ name }) => name)).toEqual([odd[1]]);
  });

  it('follows links that lead out of the library to files, not to pipes', async () => {
    writeFileSync(join(library.folder, 'outside.jpg'), 'outside');
    symlinkSync(join(library.folder, 'outside.jpg'), inMusic('album', 'cover.jpg'));
    symlinkSync('/dev/null', inMusic('album', 'null.log'));
    symlinkSync('a.mp3', inMusic('album', 'inside.txt'));
    symlinkSync('nowhere', inMusic('album', 'nowhere.txt'));
    await scan();
    expect(rows()).toMatchObject([{ name: Buffer.from('cover.jpg'), size: 7 }]);
  });

  it('takes the same 500 of a folder with more each time', async () => {
    for (let i = 0; i < 510; i++) write('album', `${String(i).padStart(3, '0')}.jpg`);
    await scan();
    expect(rows()).toHaveLength(500);
    expect(names().at(-1)).toBe('album/499.jpg');
    await scan();
    expect(told).toEqual([]);
    const listed = Array.from({ length: 501 }, (_, i) => Buffer.from(String(900 - i)));
    expect(recorded(listed)).toEqual(recorded(listed.toReversed()));
  });

  it('names all tracks beside a change, however many', async () => {
    for (let i = 0; i < 200; i++) copyFileSync(inMusic('album', 'a.mp3'), inMusic('album', `${i}.mp3`));
    await scan();
    write('album', 'a.cue');
    await scan();
    expect(told).toEqual([library.find('')]);
  });

  it('finds the rest when it was cut off between the tracks and what lies beside them', async () => {
    write('album', 'a.cue');
    const cut = new AbortController();
    const bytes = readFileSync(inMusic('album', 'a.mp3'));
    for (let i = 0; i < 600; i++) writeFileSync(inMusic('album', `${i}.mp3`), bytes);
    const scanner = new Scanner(library.connection, new TrackWriter(library.connection));
    await scanner.scan(
      roots(library.connection),
      () => false,
      { progress: () => {}, stored: () => cut.abort() },
      cut.signal,
    );
    expect(library.find('').length).toBeGreaterThan(0);
    expect(names()).toEqual([]);
    await scan();
    expect(names()).toEqual(['album/a.cue']);
  });

  it('forgets those of a folder that leaves the library, and finds them when it comes back', async () => {
    write('album', 'a.cue');
    await scan();
    removeRoot(library.connection, roots(library.connection)[0]!.id);
    expect(names()).toEqual([]);
    addRoot(library.connection, library.music, null);
    await scan();
    expect(names()).toEqual(['album/a.cue']);
  });
});
