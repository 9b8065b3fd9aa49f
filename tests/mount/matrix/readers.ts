/** Programs that read tags and pictures back: each its own implementation of the formats. */
import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { probe, run } from '../programs.ts';
import type { Workbench } from './editors.ts';
import type { FormatName } from './formats.ts';
import type { FoundTags } from './mutagen-program.ts';

export interface Reader {
  readonly name: string;
  readonly formats: 'all' | readonly FormatName[];
  read(path: string, bench: Workbench): Promise<FoundTags>;
}

let exports = 0;

/** Reads a picture that a program exports to a file; none where it makes no file. */
async function exported(folder: string, write: (path: string) => Promise<unknown>): Promise<string[]> {
  exports += 1;
  const path = `${folder}/picture-${exports}`;
  await write(path).catch(() => {});
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null || bytes.length === 0) return [];
  await rm(path);
  return [createHash('sha256').update(bytes).digest('hex')];
}

function found(
  tags: ReadonlyMap<string, string> | Readonly<Record<string, string>>,
  pictures: readonly string[],
): FoundTags {
  const get = (name: string): string | undefined =>
    tags instanceof Map ? tags.get(name) : (tags as Record<string, string>)[name];
  // ffmpeg writes its comments into Vorbis comments as descriptions.
  const [genre, comment] = [get('genre'), get('comment') ?? get('description')];
  return { pictures, ...(genre === undefined ? {} : { genre }), ...(comment === undefined ? {} : { comment }) };
}

const metaflac: Reader = {
  name: 'metaflac',
  formats: ['FLAC'],
  async read(path, { folder }) {
    const lines = (await run('metaflac', '--export-tags-to=-', path)).split('\n');
    const tags = new Map(
      lines.map((line) => [line.slice(0, line.indexOf('=')).toLowerCase(), line.slice(line.indexOf('=') + 1)]),
    );
    return found(tags, await exported(folder, (to) => run('metaflac', `--export-picture-to=${to}`, path)));
  },
};

const mutagen: Reader = { name: 'mutagen', formats: 'all', read: (path, { mutagen }) => mutagen.read(path) };

const ffprobe: Reader = {
  name: 'ffprobe',
  formats: 'all',
  async read(path) {
    const { tags, picture } = await probe(path);
    return found(tags, picture === null ? [] : [picture]);
  },
};

interface Kid3Answer {
  readonly result: {
    readonly taggedFile: Readonly<
      Record<string, { readonly frames?: readonly { readonly name: string; readonly value: string }[] }>
    >;
  };
}

/** TagLib with a command line. */
const kid3: Reader = {
  name: 'kid3-cli',
  formats: 'all',
  async read(path, { folder }) {
    let answer = '';
    const pictures = await exported(folder, async (to) => {
      answer = await run(
        'env',
        'QT_QPA_PLATFORM=offscreen',
        'kid3-cli',
        '-c',
        '{"method":"get","params":["all"]}',
        '-c',
        `get picture:${to}`,
        path,
      );
    });
    const frames = Object.values((JSON.parse(answer.split('\n', 1)[0] ?? '') as Kid3Answer).result.taggedFile).flatMap(
      ({ frames = [] }) => frames,
    );
    return found(new Map(frames.map(({ name, value }) => [name.toLowerCase(), value])), pictures);
  },
};

const READERS: readonly Reader[] = [metaflac, mutagen, ffprobe, kid3];

/** Two readers of a format that are none of these programs, the quickest first. */
export function readersOf(format: FormatName, not: readonly string[]): readonly Reader[] {
  return READERS.filter(
    ({ name, formats }) => !not.includes(name) && (formats === 'all' || formats.includes(format)),
  ).slice(0, 2);
}
