/** What every backend must do, through the real kernel, with the programs that people use. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { appendFile, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BACKENDS } from '../../fuse/mount-library.ts';
import { Overlay } from '../../fuse/overlay/overlay.ts';
import { compileTemplate } from '../../fuse/template/compile.ts';
import { openFolderLibrary, originalsOf } from './folder-library.ts';
import { attempt, audioMd5, probe, run, sha256 } from './programs.ts';
import { makeLibrary, type TestLibrary } from './real-files.ts';
import { eventually, TEMPLATE, TestMount } from './test-mount.ts';

const FLAC = 'Alpha/First (2001) [FLAC]/01 - Alpha - One.flac';
const MP3 = 'Björk/Second (2002) [MP3]/02 - Björk - Two.mp3';
const OGG = 'Gamma/Third (2003) [OGG]/03 - Gamma - Three.ogg';
const WAV = 'Unknown Artist/Unknown Album (0000) [WAV]/00 - Unknown Artist - Four.wav';
const OPUS = 'Eps/Fifth (0000) [OPUS]/00 - Eps - Five.opus';
const M4A = 'Zeta/Sixth (0000) [M4A]/00 - Zeta - Six.m4a';
const AIFF = 'Unknown Artist/Unknown Album (0000) [AIFF]/00 - Unknown Artist - Seven.aiff';
const WMA = 'Unknown Artist/Unknown Album (0000) [WMA]/00 - Unknown Artist - Untitled.wma';
/** By number of the track. */
const PATHS = [FLAC, MP3, OGG, WAV, OPUS, M4A, AIFF, WMA];

/** What is heard in each original; the libraries of all backends have the same. */
let sounds: string[] | undefined;

describe.each(BACKENDS.map((backend) => backend.name))('through %s', (backend) => {
  let library: TestLibrary;
  let mount: TestMount;
  let before: string[];
  const at = (path: string): string => join(library.directory, path);

  beforeAll(async () => {
    library = await makeLibrary();
    before = await Promise.all(originalsOf(library.folder).map(sha256));
    sounds ??= await Promise.all(originalsOf(library.folder).map(audioMd5));
    mount = new TestMount(library, backend);
    expect(await mount.mount()).toEqual(
      expect.objectContaining({ type: 'mounted', backend, directory: library.directory }),
    );
  });

  afterAll(async () => {
    await mount.clean();
    await library.remove();
  });

  it('every track stands where the template says', async () => {
    const found = (await run('find', library.directory, '-type', 'f', '-printf', '%P\n')).trim().split('\n').sort();
    expect(found).toEqual([FLAC, MP3, OGG, WAV, OPUS, M4A, AIFF, WMA].sort());
    expect((await stat(at(MP3.normalize('NFD')))).isFile()).toBe(true);
  });

  it('sizes are exact before anything is read, and numbers and times are those of the track', async () => {
    for (const path of [FLAC, MP3, OGG]) {
      const { size, ino, nlink, mtimeMs, mode } = await stat(at(path));
      const content = await readFile(at(path));
      expect(content.length).toBe(size);
      expect(nlink).toBe(1);
      expect(mode & 0o777).toBe(0o444);
      expect((await stat(at(path))).ino).toBe(ino);
      const original = await stat(
        join(
          library.folder,
          'originals',
          `${[FLAC, MP3, OGG].indexOf(path) + 1}.${path.slice(path.lastIndexOf('.') + 1)}`,
        ),
      );
      expect(Math.floor(mtimeMs)).toBe(Math.floor(original.mtimeMs));
    }
  });

  it('flac, metaflac and ffprobe find files that are whole', async () => {
    await run('flac', '-t', '-s', at(FLAC));
    expect(await run('metaflac', '--list', at(FLAC))).toContain('TITLE=One');
    const red = createHash('sha256')
      .update(await readFile(library.red))
      .digest('hex');
    for (const path of [FLAC, MP3]) {
      const { tags, picture } = await probe(at(path));
      expect(tags).toMatchObject({ title: path === FLAC ? 'One' : 'Two', album: path === FLAC ? 'First' : 'Second' });
      expect(picture).toBe(red);
    }
  });

  it('the sound is that of the originals', async () => {
    expect(await Promise.all(PATHS.map((path) => audioMd5(at(path))))).toEqual(sounds);
  });

  it('what has no header writer comes through byte for byte', async () => {
    expect(await sha256(at(WMA))).toBe(before[7]);
  });

  it('rsync copies everything byte for byte and finds nothing to do the second time', async () => {
    const copy = join(library.folder, 'copy');
    await mkdir(copy);
    await run('rsync', '-a', `${library.directory}/`, `${copy}/`);
    await run('diff', '-r', library.directory, copy);
    expect(await run('rsync', '-a', '--itemize-changes', `${library.directory}/`, `${copy}/`)).toBe('');
    expect(await run('rsync', '-a', '--checksum', '--itemize-changes', `${library.directory}/`, `${copy}/`)).toBe('');
    await run('cp', '-a', at(FLAC), join(library.folder, 'copied.flac'));
    expect(await sha256(join(library.folder, 'copied.flac'))).toBe(await sha256(at(FLAC)));
  });

  it('any bytes at any place are those of the plan, for many readers at once', async () => {
    const overlay = await Overlay.open(openFolderLibrary(library.folder), {
      views: [{ name: '', template: compileTemplate(TEMPLATE) }],
    });
    const expected = await Promise.all(
      PATHS.map(async (path) => {
        const file = await overlay.file(overlay.resolve(path));
        await file.retain();
        const bytes = Buffer.alloc(file.plan.size);
        await file.read(bytes, bytes.length, 0);
        await file.release();
        return bytes;
      }),
    );

    let state = 12345;
    const random = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const reads = Array.from({ length: 64 }, () =>
      Array.from({ length: 20 }, () => [random(1_000_000), random(200_000)] as const),
    );
    await Promise.all(
      reads.map(async (own, reader) => {
        const file = await open(at(PATHS[reader % PATHS.length] ?? ''));
        const whole = expected[reader % PATHS.length] ?? Buffer.alloc(0);
        for (const [place, length] of own) {
          const position = place % (whole.length + 10);
          const buffer = Buffer.alloc(length);
          const { bytesRead } = await file.read(buffer, 0, length, position);
          expect(buffer.subarray(0, bytesRead).equals(whole.subarray(position, position + length))).toBe(true);
        }
        await file.close();
      }),
    );
  });

  it('nothing can be written, and every attempt says so', async () => {
    const outcomes = [
      await attempt('touch', at('new.flac')),
      await attempt('mkdir', at('new')),
      await attempt('rm', '-f', at(FLAC)),
      await attempt('mv', at(FLAC), at('Alpha/moved.flac')),
      await attempt('truncate', '-s', '0', at(FLAC)),
      await attempt('chmod', '600', at(FLAC)),
      await attempt('sh', '-c', 'echo x >> "$1"', 'sh', at(FLAC)),
    ];
    for (const { code, err } of outcomes) {
      expect(code).not.toBe(0);
      expect(err).toContain('Read-only file system');
    }
    expect((await attempt('metaflac', '--set-tag=TITLE=No', at(FLAC))).code).not.toBe(0);
    await run('flac', '-t', '-s', at(FLAC));
  });

  it('there is room on it, as programs expect', async () => {
    expect(await run('stat', '-f', '-c', '%a %l', library.directory)).toMatch(/^[1-9]\d* 255$/m);
    const sizeOf = async (path: string): Promise<string> =>
      (await run('df', '--output=size', path)).split('\n')[1] ?? '';
    expect(await sizeOf(library.directory)).toBe(await sizeOf(library.folder));
    // No number of files is stated, so none is used up.
    expect(await run('df', '--output=ipcent', library.directory)).toMatch(/-\n$/);
  });

  it('an edit shows at the new path, and the old one leads there unlisted, whatever was looked at before', async () => {
    await stat(at(MP3));
    const moved = 'Björk/Second (2002) [MP3]/02 - Björk - Changed.mp3';
    await attempt('stat', at(moved));
    mount.edit(2, {
      tags: { title: ['Changed'], artist: ['Björk'], album: ['Second'], date: ['2002'], tracknumber: ['2'] },
    });
    await eventually(
      () =>
        probe(at(moved)).then(
          ({ tags }) => tags,
          () => null,
        ),
      5000,
    );
    expect((await stat(at(MP3))).ino).toBe((await stat(at(moved))).ino);
    expect(await readdir(at('Björk/Second (2002) [MP3]'))).toEqual(['02 - Björk - Changed.mp3']);
    expect((await probe(at(moved))).tags).toMatchObject({ title: 'Changed' });
  });

  it('new art and longer tags show with exact sizes, and the sound stays', async () => {
    const old = await stat(at(FLAC), { bigint: true });
    const tags = {
      title: ['One'],
      artist: ['Alpha'],
      album: ['First'],
      date: ['2001'],
      tracknumber: ['1'],
      genre: ['Noise'],
      lyrics: ['la '.repeat(30_000)],
    };
    mount.edit(1, { tags, pictures: [{ type: 3, path: library.blue, mime: 'image/png', width: 200, height: 200 }] });
    const value = await eventually(
      () => stat(at(FLAC), { bigint: true }).then((now) => (now.size === old.size ? null : now)),
      5000,
    );
    expect(value.ino).toBe(old.ino);
    expect(value.mtimeNs).toBeGreaterThan(old.mtimeNs);
    expect((await readFile(at(FLAC))).length).toBe(Number(value.size));
    const found = await probe(at(FLAC));
    expect(found.tags).toMatchObject({ genre: 'Noise' });
    expect(found.picture).toBe(
      createHash('sha256')
        .update(await readFile(library.blue))
        .digest('hex'),
    );
    await run('flac', '-t', '-s', at(FLAC));
    expect(await audioMd5(at(FLAC))).toBe(sounds?.[0]);
  });

  it('art and long texts fit into every format, and the sound stays', async () => {
    const pictures = [{ type: 3, path: library.blue, mime: 'image/png', width: 200, height: 200 }];
    for (const [id, path] of [
      [3, OGG],
      [4, WAV],
      [5, OPUS],
      [6, M4A],
      [7, AIFF],
    ] as const) {
      const old = await stat(at(path));
      const title = path.slice(path.lastIndexOf(' ') + 1, path.lastIndexOf('.'));
      const artist = path.split('/')[0] ?? '';
      const album = (path.split('/')[1] ?? '').split(' (')[0] ?? '';
      const own = id === 3 ? { date: ['2003'], tracknumber: ['3'] } : {};
      mount.edit(id, {
        tags: {
          title: [title],
          artist: [artist],
          album: [album],
          genre: ['Noise'],
          lyrics: ['la '.repeat(40_000)],
          ...own,
        },
        pictures,
      });
      await eventually(() => stat(at(path)).then((now) => (now.size === old.size ? null : now)), 5000);
      const found = await probe(at(path));
      expect([path, found.tags['genre']]).toEqual([path, 'Noise']);
      expect(await audioMd5(at(path))).toBe(sounds?.[id - 1]);
      expect((await readFile(at(path))).length).toBe((await stat(at(path))).size);
    }
  });

  it('a file that is open and mapped while it is edited never shows a mixture, and who opens it anew sees the edit', async () => {
    const reader = spawn('/usr/bin/python3', [join(import.meta.dirname, 'reader.py')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const answers = createInterface({ input: reader.stdout })[Symbol.asyncIterator]();
    const ask = async (command: string): Promise<string> => {
      reader.stdin.write(`${command}\n`);
      return String((await answers.next()).value);
    };
    const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
    const first = await readFile(at(FLAC));
    const size = Number(await ask(`open ${at(FLAC)}`));
    expect(size).toBe(first.length);
    expect(await ask(`map 0 ${size}`)).toBe(digest(first));
    expect(await ask(`read 0 ${size}`)).toBe(digest(first));

    // Same path, same size: only the header's bytes change.
    const tags = {
      title: ['One'],
      artist: ['Alpha'],
      album: ['First'],
      date: ['2001'],
      tracknumber: ['1'],
      genre: ['Silence'],
      lyrics: ['la '.repeat(30_000)],
    };
    mount.edit(1, { tags });
    const second = await eventually(async () => {
      const now = await readFile(at(FLAC));
      return now.equals(first) ? null : now;
    }, 5000);
    expect(second.length).toBe(first.length);
    expect(second.includes('GENRE=Silence')).toBe(true);
    for (let round = 0; round < 3; round += 1) {
      for (const way of ['map', 'read']) {
        expect([digest(first), digest(second)]).toContain(await ask(`${way} 0 ${size}`));
      }
      // The old handle has just filled the cache again: no other reader may see its bytes.
      expect((await readFile(at(FLAC))).equals(second)).toBe(true);
    }
    reader.stdin.end();
  });

  it('a track that leaves the library leaves the mount', async () => {
    const path = at(OGG);
    await stat(path);
    mount.edit(3, { gone: true });
    await eventually(
      () =>
        stat(path).then(
          () => null,
          (error: NodeJS.ErrnoException) => error.code ?? null,
        ),
      5000,
    );
    expect(await readdir(library.directory)).not.toContain('Gamma');
  });

  it('the originals are what they were', async () => {
    expect(await Promise.all(originalsOf(library.folder).map(sha256))).toEqual(before);
  });

  it('an original that changed behind our back is an I/O error and never wrong sound', async () => {
    const path = at(WAV);
    await readFile(path);
    await appendFile(originalsOf(library.folder)[3] as string, 'more');
    const { code, err } = await attempt('cat', path);
    expect(code).not.toBe(0);
    expect(err).toContain('Input/output error');
    await eventually(
      async () =>
        mount.said.find(
          (said) => said.type === 'problem' && said.message.includes('has changed since it was scanned'),
        ) ?? null,
      5000,
    );
  });

  it('unmounting leaves nothing behind, also while a file is open', async () => {
    const file = await open(at(FLAC));
    expect(await mount.unmount()).toBe(0);
    expect(mount.said.at(-1)).toEqual({ type: 'unmounted' });
    await file.close();
    expect(
      await stat(library.directory).then(
        () => true,
        () => false,
      ),
    ).toBe(false);
    await rm(join(library.folder, 'copy'), { recursive: true });
  });
});
