/**
 * Programs that read the mount, over every format: what they get is the original's sound behind a header made from tags and a
 * picture, byte for byte what the plan of each file says.
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, readFile, readdir, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderPlan, seededRandom } from '../../fuse/formats/testing/sources.ts';
import { BACKENDS } from '../../fuse/mount-library.ts';
import { Overlay } from '../../fuse/overlay/overlay.ts';
import { compileTemplate } from '../../fuse/template/compile.ts';
import { startMpd } from '../bench/library/mpd.ts';
import { openFolderLibrary, originalsOf, writeEdits } from './folder-library.ts';
import { FORMAT_NAMES, FormatFiles, soundOf, type FormatName } from './matrix/formats.ts';
import { MutagenProgram } from './matrix/mutagen-program.ts';
import { attempt, probe, run, sha256 } from './programs.ts';
import { type TestLibrary } from './real-files.ts';
import { eventually, TestMount } from './test-mount.ts';

/** One file of the mount. */
interface Shown {
  readonly format: FormatName;
  readonly path: string;
  readonly original: string;
  /** Its content, put together from its plan and the original without the overlay's or the driver's reading. */
  readonly content: Buffer;
  /** Where the segments of its plan begin, and the end. */
  readonly borders: readonly number[];
}

const TITLE = 'Ænima, anew';
const LYRICS = 'la '.repeat(7000);
let library: TestLibrary;
let files: Shown[];

beforeAll(async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'descant-readers-')));
  library = {
    folder,
    directory: join(folder, 'mnt'),
    red: join(folder, 'red.jpg'),
    blue: '',
    remove: () => rm(folder, { recursive: true, force: true }),
  };
  await mkdir(join(folder, 'originals'));
  await run(
    'ffmpeg',
    '-nostdin',
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    'mandelbrot=s=400x400',
    '-frames:v',
    '1',
    '-q:v',
    '3',
    library.red,
  );
  const mutagen = new MutagenProgram();
  const made = await FormatFiles.make(join(folder, 'originals'), FORMAT_NAMES, mutagen);
  await mutagen.end();
  for (const left of await readdir(join(folder, 'originals'))) {
    if (left.endsWith('.mpc.wav')) await rm(join(folder, 'originals', left));
  }
  const originals = originalsOf(folder);
  const picture = { type: 3, path: library.red, mime: 'image/jpeg', width: 400, height: 400 };
  const tags = { title: [TITLE], artist: ['Björk & Co'], lyrics: [LYRICS] };
  writeEdits(
    folder,
    Object.fromEntries(
      originals.map((_, index) => [index + 1, { tags, pictures: [picture], generation: 1, editedAt: Date.now() }]),
    ),
  );
  files = await Promise.all(FORMAT_NAMES.map((format) => shownOf(format, made.pathOf(format), originals)));
});

afterAll(async () => {
  await library.remove();
});

async function shownOf(format: FormatName, original: string, originals: readonly string[]): Promise<Shown> {
  const id = originals.indexOf(original) + 1;
  const name = `${id}${extname(original)}`;
  const overlay = await Overlay.open(openFolderLibrary(library.folder), {
    views: [{ name: '', template: compileTemplate('$id'), playlist: false, bestCopies: false }],
  });
  const { plan } = await overlay.file(overlay.resolve(name));
  overlay.close();
  const borders = [0];
  for (const segment of plan.segments) {
    borders.push((borders.at(-1) ?? 0) + (segment.kind === 'bytes' ? segment.bytes.length : segment.length));
  }
  const content = renderPlan(plan, await readFile(original), { [library.red]: await readFile(library.red) });
  return { format, path: join(library.directory, name), original, content, borders };
}

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const fileOf = (format: FormatName): Shown => files.find((file) => file.format === format)!;

describe.each(BACKENDS.map((backend) => backend.name))('through %s', (backend) => {
  let mount: TestMount;

  beforeAll(async () => {
    mount = new TestMount(library, backend);
    expect(await mount.mount({ template: '$id' })).toMatchObject({ type: 'mounted', backend });
  });

  afterAll(async () => {
    await mount.clean();
  });

  it.each(FORMAT_NAMES)('any bytes of a %s file at any place are those of its plan', async (format) => {
    const { path, content, borders } = fileOf(format);
    expect((await stat(path)).size).toBe(content.length);
    const random = seededRandom(content.length);
    const file = await open(path);
    for (let read = 0; read < 200; read += 1) {
      // Half of the reads begin around the borders of segments; some lie past the end.
      const border = borders[random(borders.length)] as number;
      const position = read % 2 === 0 ? random(content.length + 5000) : Math.max(0, border - 10 + random(20));
      const length = random(random(3) === 0 ? 300_000 : 100);
      const buffer = Buffer.alloc(length);
      const { bytesRead } = await file.read(buffer, 0, length, position);
      const expected = content.subarray(position, position + length);
      expect([position, length, bytesRead]).toEqual([position, length, expected.length]);
      expect(buffer.subarray(0, bytesRead).equals(expected)).toBe(true);
    }
    await file.close();
  });

  it('64 programs at once read the same', async () => {
    const found = await Promise.all(
      Array.from({ length: 64 }, (_, reader) => sha256(files[reader % files.length]!.path)),
    );
    expect(found).toEqual(found.map((_, reader) => digest(files[reader % files.length]!.content)));
  });

  it('sendfile and a shared mapping give every file whole', async () => {
    const found = JSON.parse(
      await run('/usr/bin/python3', join(import.meta.dirname, 'read-ways.py'), ...files.map(({ path }) => path)),
    ) as Record<string, string[]>;
    for (const { path, content } of files) {
      expect([path, found[path]]).toEqual([path, [digest(content), digest(content)]]);
    }
  });
});

describe('programs', () => {
  let mount: TestMount;

  beforeAll(async () => {
    mount = new TestMount(library, 'descant');
    expect(await mount.mount({ template: '$id' })).toMatchObject({ type: 'mounted' });
  });

  afterAll(async () => {
    await mount.clean();
  });

  it.each(FORMAT_NAMES)(
    'ffmpeg hears the original in a %s file, and ffprobe reads the tags and the picture',
    async (format) => {
      const { path, original } = fileOf(format);
      expect(await soundOf(format, path)).toBe(await soundOf(format, original));
      const { tags, picture } = await probe(path);
      expect(tags).toMatchObject({ title: TITLE, artist: 'Björk & Co' });
      expect(picture).toBe(await sha256(library.red));
    },
  );

  it('flac finds nothing wrong with FLAC and Ogg FLAC, and metaflac lists the blocks', async () => {
    await run('flac', '-t', '-s', fileOf('FLAC').path);
    await run('flac', '-t', '-s', '--ogg', fileOf('Ogg FLAC').path);
    const list = await run('metaflac', '--list', fileOf('FLAC').path);
    expect(list).toContain(`TITLE=${TITLE}`);
    expect(list).toMatch(/type: 6 \(PICTURE\)/);
  });

  it('cp -a and rsync -a copy every file byte for byte, and a second rsync has nothing to do', async () => {
    const [copied, synced] = [join(library.folder, 'copied'), join(library.folder, 'synced')];
    await run('cp', '-a', library.directory, copied);
    await run('rsync', '-a', `${library.directory}/`, `${synced}/`);
    for (const { path, content } of files) {
      for (const folder of [copied, synced]) {
        const copy = join(folder, basename(path));
        expect([path, await sha256(copy)]).toEqual([path, digest(content)]);
        expect((await stat(copy)).mtimeMs).toBe((await stat(path)).mtimeMs);
      }
    }
    expect(await run('rsync', '-a', '--itemize-changes', `${library.directory}/`, `${synced}/`)).toBe('');
    expect(await run('rsync', '-a', '--checksum', '--itemize-changes', `${library.directory}/`, `${synced}/`)).toBe('');
  });

  it('mpv plays every file to its end', async () => {
    const { code, out, err } = await attempt(
      'mpv',
      '--no-config',
      '--ao=null',
      '--ao-null-untimed',
      '--vo=null',
      '--no-video',
      '--msg-level=all=error',
      ...files.map(({ path }) => path),
    );
    expect({ code, said: `${out}${err}`.trim() }).toEqual({ code: 0, said: '' });
  });

  it('mpd scans the mount and plays every file to its end', async () => {
    const mpd = await startMpd(library.directory, library.folder);
    try {
      await mpd.rescan();
      expect(await mpd.songs()).toBe(files.length);
      const { played, trouble } = await mpd.playAll();
      expect(played).toBe(files.length);
      // FFmpeg inside mpd says so of every MP4 file with a picture.
      expect(trouble.filter((line) => !line.endsWith('timescale not set'))).toEqual([]);
    } finally {
      await mpd.stop();
    }
  });

  it('have left the originals alone, and the mount as it was', async () => {
    for (const { path, original, content } of files) {
      expect(digest(await readFile(path))).toBe(digest(content));
      expect((await stat(original)).size).toBeGreaterThan(0);
    }
    await eventually(
      () => readdir(library.directory).then((names) => (names.length === files.length ? names : null)),
      5000,
    );
  });
});
