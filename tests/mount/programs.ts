/** Runs other programs without waiting for them synchronously: on a mount, waiting can hang for good. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a program that must succeed and gives what it printed. */
export async function run(program: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await execute(program, [...args], { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** Runs a program that may fail. */
export async function attempt(program: string, ...args: readonly string[]): Promise<Outcome> {
  try {
    const { stdout, stderr } = await execute(program, [...args], {
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: number; stdout?: string; stderr?: string };
    return { code: code ?? -1, out: stdout, err: stderr };
  }
}

/** SHA-256 of a file's bytes. */
export async function sha256(path: string): Promise<string> {
  return (await run('sha256sum', '--', path)).slice(0, 64);
}

/** MD5 of the decoded audio. */
export async function audioMd5(path: string): Promise<string> {
  return (await run('ffmpeg', '-v', 'error', '-i', path, '-map', '0:a', '-f', 'md5', '-')).trim();
}

interface Probe {
  readonly tags: Readonly<Record<string, string>>;
  /** SHA-256 of the attached picture, or `null`. */
  readonly picture: string | null;
}

/** What ffprobe reads: tags with lower-case names, and the SHA-256 of the attached picture. */
export async function probe(path: string): Promise<Probe> {
  const shown = JSON.parse(
    await run('ffprobe', '-v', 'error', '-show_format', '-show_streams', '-of', 'json', path),
  ) as {
    format: { tags?: Record<string, string> };
    streams: { codec_type: string; tags?: Record<string, string> }[];
  };
  const audio = shown.streams.find((stream) => stream.codec_type === 'audio');
  const tags = Object.fromEntries(
    Object.entries({ ...shown.format.tags, ...audio?.tags }).map(([key, value]) => [key.toLowerCase(), value]),
  );
  if (!shown.streams.some((stream) => stream.codec_type === 'video')) return { tags, picture: null };
  const { stdout } = await execute(
    'ffmpeg',
    ['-v', 'error', '-i', path, '-map', '0:v', '-c', 'copy', '-f', 'rawvideo', '-'],
    { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 },
  );
  return { tags, picture: createHash('sha256').update(stdout).digest('hex') };
}
