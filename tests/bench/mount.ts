/**
 * `npm run bench:mount`: reading through the mount against reading through `bindfs`, Debian's C file system
 * that passes one folder through, over the same files. Every measure runs on each in turn, several rounds, and
 * what counts is the ratio of medians: other work on the machine then weighs on all of them.
 */
import { execFile, fork, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { MOUNT_NODE_OPTIONS } from '../../app/mount/mount-process.ts';
import { BACKENDS } from '../../fuse/mount-library.ts';
import { mountStateOf } from '../../fuse/mount/mount-state.ts';
import { benchArguments, wrong } from './arguments.ts';
import { makeFiles, pathOf, type MadeLibrary } from './mount/made-library.ts';
import { needPrograms } from './requirements.ts';

const run = promisify(execFile);
const NEEDED = [
  { name: 'fuse3', program: 'fusermount3' },
  { name: 'bindfs', program: 'bindfs' },
  { name: 'python3', program: 'python3' },
];
const MIB = 1024 * 1024;
const ROUNDS = Number(process.env['ROUNDS'] ?? 5);
const READER = join(import.meta.dirname, 'mount', 'reader.py');

/** A program that serves a folder. */
interface Server {
  readonly name: string;
  readonly directory: string;
  /** Process that serves, or `null` where the kernel alone does. */
  readonly pid: number | null;
  stop(): Promise<void>;
}

async function serveMade(
  backend: string,
  directory: string,
  library: MadeLibrary,
): Promise<Server & { child: ChildProcess; seconds: number; memory: number }> {
  const { originals, tracks, bytes, ownFiles, lyrics = 0 } = library;
  const child = fork(
    join(import.meta.dirname, 'mount', 'serve.ts'),
    [backend, directory, originals, String(tracks), String(bytes), ownFiles ? '1' : '0', String(lyrics)],
    { execArgv: ['--expose-gc', ...MOUNT_NODE_OPTIONS] },
  );
  const mounted = await new Promise<{ seconds: number; memory: number }>((done, fail) => {
    child.once('message', done as (message: unknown) => void);
    child.once('exit', (code) => fail(new Error(`${backend} ended with ${code}`)));
  });
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  return {
    ...mounted,
    name: backend,
    directory,
    child,
    pid: child.pid ?? null,
    async stop() {
      child.send({ type: 'unmount' });
      await gone;
    },
  };
}

async function serveBindfs(directory: string, { originals }: MadeLibrary): Promise<Server> {
  mkdirSync(directory);
  const child = spawn('bindfs', ['-f', '--multithreaded', '-r', originals, directory], { stdio: 'ignore' });
  while ((await mountStateOf(directory)) === null) await new Promise((done) => setTimeout(done, 10));
  return {
    name: 'bindfs',
    directory,
    pid: child.pid ?? null,
    async stop() {
      await run('fusermount3', ['-u', directory]);
    },
  };
}

/** User and system seconds that a process has used. */
function cpuSeconds(pid: number | null): number {
  if (pid === null) return 0;
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

/** Runs a measure on each server in turn. `measure` returns a figure that is better when it is larger. */
async function compare(
  title: string,
  unit: string,
  servers: readonly Server[],
  aim: string,
  measure: (server: Server) => Promise<number>,
): Promise<void> {
  const results = new Map(servers.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const server of servers) results.get(server.name)?.push(await measure(server));
  }
  const peer = median(results.get('bindfs') ?? []);
  const cells = servers.map(({ name }) => {
    const own = median(results.get(name) ?? []);
    return `${name} ${own.toPrecision(3)} (${(own / peer).toFixed(2)})`;
  });
  console.log(`${title.padEnd(26)} ${unit.padEnd(9)} ${cells.join('   ')}   aim against bindfs: ${aim}`);
}

async function read(...args: readonly string[]): Promise<number[]> {
  const { stdout } = await run('/usr/bin/python3', [READER, ...args]);
  return stdout.trim().split(' ').map(Number);
}

async function reading(folder: string): Promise<void> {
  const library: MadeLibrary = { originals: join(folder, 'large'), tracks: 8, bytes: 64 * MIB, ownFiles: true };
  makeFiles(library);
  const servers: Server[] = [
    { name: 'directly', directory: library.originals, pid: null, stop: async () => undefined },
    await serveBindfs(join(folder, 'bindfs'), library),
  ];
  for (const { name } of BACKENDS) servers.push(await serveMade(name, join(folder, name), library));
  const measured = async (server: Server, ...args: readonly string[]): Promise<number> => {
    const [seconds = NaN] = await read(...(server.pid === null ? ['hot'] : []), ...args, ...files(server));
    return seconds;
  };
  const files = (server: Server): string[] =>
    Array.from({ length: library.tracks }, (_, index) => join(server.directory, pathOf(index + 1)));
  const gigabytes = (library.tracks * library.bytes) / 1e9;
  try {
    // Every original in the page cache, so that the disk plays no part.
    await measured(servers[0] as Server, 'sequential');
    await compare(
      'sequential',
      'GB/s',
      servers,
      '>= 0.9',
      async (server) => gigabytes / (await measured(server, 'sequential')),
    );
    await compare(
      '8 readers',
      'GB/s',
      servers,
      '>= 0.9',
      async (server) => gigabytes / (await measured(server, 'parallel')),
    );
    await compare(
      'random 4 KiB',
      'reads/s',
      servers,
      '>= 0.7',
      async (server) => 20_000 / (await measured(server, 'random', '20000')),
    );
    await compare(
      'open + 64 KiB + close',
      'per s',
      servers,
      '',
      async (server) => 2000 / (await measured(server, 'open', '2000')),
    );
    await compare(
      'GB per CPU second',
      'GB/s',
      servers.filter(({ pid }) => pid !== null),
      '>= 0.77',
      async (server) => {
        const before = cpuSeconds(server.pid);
        for (let round = 0; round < 2; round += 1) await measured(server, 'sequential');
        return (2 * gigabytes) / (cpuSeconds(server.pid) - before);
      },
    );
  } finally {
    for (const server of servers) await server.stop();
  }
}

async function finding(folder: string): Promise<void> {
  const library: MadeLibrary = { originals: join(folder, 'small'), tracks: 10_000, bytes: 20_000, ownFiles: false };
  makeFiles(library);
  const names = ['bindfs', ...BACKENDS.map(({ name }) => name)];
  for (const [title, aim, ...command] of [
    ['first find of 10 000', '>= 2', 'find', '-type', 'f'],
    ['first ls -lR of 10 000', '', 'ls', '-lR'],
  ] as const) {
    const rates = new Map<string, number[]>(names.map((name) => [name, []]));
    for (let round = 0; round < Math.min(3, ROUNDS); round += 1) {
      for (const name of names) {
        const directory = join(folder, `find-${name}`);
        const server =
          name === 'bindfs' ? await serveBindfs(directory, library) : await serveMade(name, directory, library);
        const [program, ...args] = command;
        const began = performance.now();
        await run(program, program === 'find' ? [directory, ...args] : [...args, directory], { maxBuffer: 64 * MIB });
        rates.get(name)?.push(1000 / (performance.now() - began));
        await server.stop();
        rmSync(directory, { recursive: true, force: true });
      }
    }
    const peer = median(rates.get('bindfs') ?? []);
    const cells = names.map(
      (name) =>
        `${name} ${(1 / median(rates.get(name) ?? [])).toFixed(3)} s (${(median(rates.get(name) ?? []) / peer).toFixed(2)})`,
    );
    console.log(`${title.padEnd(36)} ${cells.join('   ')}   aim against bindfs: ${aim}`);
  }
}

async function scale(folder: string): Promise<void> {
  const tracks = 100_000;
  const library: MadeLibrary = { originals: join(folder, 'one'), tracks, bytes: 20_000, ownFiles: false };
  makeFiles({ ...library, tracks: 1 });
  for (const { name } of BACKENDS) {
    const empty = await serveMade(name, join(folder, 'empty'), { ...library, tracks: 0 });
    await empty.stop();
    const server = await serveMade(name, join(folder, 'many'), library);
    const edited = new Promise<{ milliseconds: number }>((done) =>
      server.child.once('message', done as (message: unknown) => void),
    );
    server.child.send({ type: 'edit', count: 200 });
    const { milliseconds } = await edited;
    const perTrack = (server.memory - empty.memory) / tracks;
    console.log(
      `100 000 tracks, ${name}: mounted in ${server.seconds.toFixed(2)} s (aim 2), ${perTrack.toFixed(0)} bytes each (aim 1000), one edit ${milliseconds.toFixed(2)} ms (aim 5)`,
    );
    await server.stop();
  }
}

async function opening(folder: string): Promise<void> {
  const library: MadeLibrary = { originals: join(folder, 'small'), tracks: 10_000, bytes: 20_000, ownFiles: false };
  const server = await serveMade(BACKENDS[0]?.name ?? '', join(folder, 'first'), library);
  const paths = Array.from({ length: 2000 }, (_, index) => join(server.directory, pathOf(index * 5 + 1)));
  const [, middle = NaN] = await read('open', '2000', ...paths);
  console.log(`open + first read of 2000 files that were never opened: ${middle.toFixed(3)} ms in the middle (aim 1)`);
  await server.stop();
}

/** Memory of the process that serves, in bytes. */
function residentBytes(pid: number | null): number {
  return 1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]);
}

/** What an open file takes: one handle on each of some files with long headers, then many on each. */
async function handles(folder: string): Promise<void> {
  const [tracks, each, lyrics] = [300, 20, 64 * 1024];
  const library: MadeLibrary = { originals: join(folder, 'held'), tracks, bytes: 20_000, ownFiles: false, lyrics };
  makeFiles(library);
  const server = await serveMade(BACKENDS[0]?.name ?? '', join(folder, 'holding'), library);
  const reader = spawn(
    '/usr/bin/python3',
    [READER, 'hold', ...Array.from({ length: tracks }, (_, index) => join(server.directory, pathOf(index + 1)))],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const answers = createInterface({ input: reader.stdout })[Symbol.asyncIterator]();
  const open = async (times: number): Promise<{ count: number; memory: number }> => {
    reader.stdin.write(`${times}\n`);
    const count = Number((await answers.next()).value);
    return { count, memory: residentBytes(server.pid) };
  };
  await open(1);
  // Once more, so that what every thread and every file needs once is there.
  const first = await open(1);
  const last = await open(each);
  const perHandle = (last.memory - first.memory) / (last.count - first.count);
  console.log(
    `${last.count} handles on ${tracks} files with headers of ${lyrics / 1024} KiB: ${perHandle.toFixed(0)} bytes for each handle (aim 2048)`,
  );
  reader.stdin.end();
  await new Promise((done) => reader.once('exit', done));
  await server.stop();
}

const parts = { reading, finding, scale, opening, handles };
const USAGE = `npm run bench:mount -- [${Object.keys(parts).join('|')} …]`;
const { positionals: wanted } = benchArguments(USAGE, {}, Infinity);
const unknown = wanted.find((name) => !Object.hasOwn(parts, name));
if (unknown !== undefined) wrong(`There is no part "${unknown}"`, USAGE);
await needPrograms(...NEEDED);
const folder = mkdtempSync(join(tmpdir(), 'descant-bench-mount-'));
try {
  for (const [name, part] of Object.entries(parts)) {
    if (wanted.length === 0 || wanted.includes(name)) await part(folder);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
