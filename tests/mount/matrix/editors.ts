/** The tag editors of the table: which formats each can save, and how it is told to. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../programs.ts';
import { FORMAT_NAMES, formatOf, type FormatName } from './formats.ts';
import { MUTAGEN_AUTHOR, type MutagenEdit, type MutagenProgram } from './mutagen-program.ts';

/** What is saved. `fits`: into the room that the header has. `does not fit`: 40 000 characters. */
export const CHANGES = ['fits', 'does not fit', 'picture'] as const;
export type Change = (typeof CHANGES)[number];

export const GENRE = 'Polka';
export const COMMENT = 'Recorded in one long night, and written down word for word. '
  .repeat(700)
  .slice(0, 40_000 - 4)
  .concat(' end');

/** What the editors need to do their work. */
export interface Workbench {
  /** Folder outside of the mount for the copies that programs make there. */
  readonly folder: string;
  /** A JPEG of more than 20 kB. */
  readonly jpeg: string;
  readonly mutagen: MutagenProgram;
}

export interface Save {
  readonly format: FormatName;
  readonly change: Change;
  /** The file in the mount. */
  readonly path: string;
}

/** A program, or two, and how people save with it. */
export interface Editor {
  /** Program on the PATH, and the Debian package that has it. */
  readonly program: string;
  readonly package: string;
  /** Name that the history must show. */
  readonly author: string;
  readonly formats: readonly FormatName[];
  /** Fields that it writes on its own account. */
  readonly alsoWrites?: readonly string[];
  /** The field that its comments end up in, where that is not `comment`. */
  commentField?(format: FormatName): string;
  /** Readers that are the same program; its own name unless said. */
  readonly readsAlike?: readonly string[];
  save(save: Save, bench: Workbench): Promise<unknown>;
}

function tagOf(change: 'fits' | 'does not fit'): readonly [name: 'genre' | 'comment', value: string] {
  return change === 'fits' ? ['genre', GENRE] : ['comment', COMMENT];
}

const MP3: readonly FormatName[] = ['MP3, ID3v2.3', 'MP3, ID3v2.4'];

const metaflac: Editor = {
  program: 'metaflac',
  package: 'flac',
  author: 'metaflac',
  formats: ['FLAC'],
  save({ change, path }, { jpeg }) {
    if (change === 'picture') return run('metaflac', `--import-picture-from=${jpeg}`, path);
    const [name, value] = tagOf(change);
    return run('metaflac', `--remove-tag=${name}`, `--set-tag=${name}=${value}`, path);
  },
};

function mutagenEdit(format: FormatName, change: Change, jpeg: string): MutagenEdit {
  const { id3 } = formatOf(format);
  const version = id3 === undefined ? {} : { id3 };
  return change === 'picture'
    ? { picture: jpeg, ...version }
    : { tags: Object.fromEntries([tagOf(change)]), ...version };
}

const mutagen: Editor = {
  program: 'python3',
  package: 'python3-mutagen',
  author: MUTAGEN_AUTHOR,
  formats: FORMAT_NAMES,
  save: ({ format, change, path }, { mutagen, jpeg }) => mutagen.edit(path, mutagenEdit(format, change, jpeg)),
};

const kid3: Editor = {
  program: 'kid3-cli',
  package: 'kid3-cli',
  author: 'kid3-cli',
  formats: FORMAT_NAMES,
  save({ change, path }, { jpeg }) {
    const set = change === 'picture' ? `set picture:"${jpeg}" "" 2` : `set ${tagOf(change)[0]} "${tagOf(change)[1]}" 2`;
    return run('env', 'QT_QPA_PLATFORM=offscreen', 'kid3-cli', '-c', set, '-c', 'save', path);
  },
};

const eyeD3: Editor = {
  program: 'eyeD3',
  package: 'eyed3',
  author: 'eyeD3',
  formats: MP3,
  save({ change, path }, { jpeg }) {
    const what = {
      fits: `--genre=${GENRE}`,
      'does not fit': `--comment=${COMMENT}`,
      picture: `--add-image=${jpeg}:FRONT_COVER`,
    };
    return run('eyeD3', '--quiet', '--no-config', what[change], path);
  },
};

const id3v2: Editor = {
  program: 'id3v2',
  package: 'id3v2',
  author: 'id3v2',
  formats: MP3,
  save({ change, path }) {
    return change === 'fits' ? run('id3v2', '--TCON', GENRE, path) : run('id3v2', '--comment', COMMENT, path);
  },
};

/** A METADATA_BLOCK_PICTURE with a front cover, as text. */
async function pictureBlock(jpeg: string): Promise<string> {
  const body = await readFile(jpeg);
  const mime = 'image/jpeg';
  const number = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  return Buffer.concat([
    number(3),
    number(mime.length),
    Buffer.from(mime),
    number(0),
    number(0),
    number(0),
    number(0),
    number(0),
    number(body.length),
    body,
  ]).toString('base64');
}

const vorbiscomment: Editor = {
  program: 'vorbiscomment',
  package: 'vorbis-tools',
  author: 'vorbiscomment',
  formats: ['Ogg Vorbis'],
  async save({ change, path }, { folder, jpeg }) {
    const [name, value] = change === 'picture' ? ['METADATA_BLOCK_PICTURE', await pictureBlock(jpeg)] : tagOf(change);
    const list = join(folder, `comments-${process.pid}-${change}.txt`);
    await writeFile(list, `${name}=${value}\n`);
    await run('vorbiscomment', '-R', '-a', '-c', list, path);
  },
};

/** Ogg has its tags on the stream. */
const IN_STREAM: ReadonlySet<FormatName> = new Set(['Ogg Vorbis', 'Opus', 'Ogg FLAC']);

/** Copies the stream into a new file with ffmpeg. */
async function remux({ format, change, path }: Save, jpeg: string, to: string): Promise<void> {
  const { extension, id3 } = formatOf(format);
  const more = extension === 'aiff' ? ['-write_id3v2', '1'] : id3 === undefined ? [] : ['-id3v2_version', String(id3)];
  const input = ['-nostdin', '-y', '-v', 'error', '-i', path];
  const inStream = IN_STREAM.has(format);
  if (change === 'picture' && !inStream) {
    await run(
      'ffmpeg',
      ...input,
      '-i',
      jpeg,
      '-map',
      '0:a',
      '-map',
      '1:v',
      '-c',
      'copy',
      '-disposition:v',
      'attached_pic',
      '-metadata:s:v',
      'comment=Cover (front)',
      ...more,
      to,
    );
    return;
  }
  const [name, value] = change === 'picture' ? ['METADATA_BLOCK_PICTURE', await pictureBlock(jpeg)] : tagOf(change);
  await run(
    'ffmpeg',
    ...input,
    '-map',
    '0:a',
    '-c',
    'copy',
    inStream ? '-metadata:s:a:0' : '-metadata',
    `${name}=${value}`,
    ...more,
    to,
  );
}

const FFMPEG_WRITES: readonly FormatName[] = [
  'FLAC',
  ...MP3,
  'Ogg Vorbis',
  'Opus',
  'Ogg FLAC',
  'M4A, AAC',
  'M4A, ALAC',
  'WAV',
  'AIFF',
  'WavPack',
];

/** Makes the new file beside the old one or, when it does not fit, on another file system, and moves it over. */
const ffmpeg: Editor = {
  program: 'ffmpeg',
  package: 'ffmpeg',
  author: 'mv',
  formats: FFMPEG_WRITES,
  alsoWrites: ['encodersettings', 'encodedby'],
  readsAlike: ['ffprobe'],
  commentField: (format) => (format === 'FLAC' || IN_STREAM.has(format) ? 'description' : 'comment'),
  async save(save, { folder, jpeg }) {
    const { format, change, path } = save;
    const made =
      change === 'does not fit'
        ? join(folder, `${format.replaceAll(/\W/g, '')}.${formatOf(format).extension}`)
        : path.replace(/(\.\w+)$/, '.new$1');
    await remux(save, jpeg, made);
    await run('mv', made, path);
  },
};

const copiedOver: Editor = {
  program: 'cp',
  package: 'coreutils',
  author: 'cp',
  formats: FORMAT_NAMES,
  readsAlike: ['mutagen'],
  async save({ format, change, path }, { folder, jpeg, mutagen }) {
    const copy = join(folder, `copy-${format.replaceAll(/\W/g, '')}-${change}.${formatOf(format).extension}`);
    await run('cp', path, copy);
    await run('chmod', 'u+w', copy);
    await mutagen.edit(copy, mutagenEdit(format, change, jpeg));
    await run('cp', copy, path);
    await rm(copy);
  },
};

export const EDITORS = {
  metaflac,
  mutagen,
  'kid3-cli': kid3,
  eyeD3,
  id3v2,
  vorbiscomment,
  'ffmpeg and mv': ffmpeg,
  'a copy and cp': copiedOver,
} as const satisfies Readonly<Record<string, Editor>>;

export type EditorName = keyof typeof EDITORS;
export const EDITOR_NAMES = Object.keys(EDITORS) as EditorName[];

export function editorOf(name: EditorName): Editor {
  return EDITORS[name];
}
