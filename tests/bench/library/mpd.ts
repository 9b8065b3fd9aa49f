/**
 * Debian's mpd on the same files: a scanner and a search that many people use, in C++.
 *
 * It begins to scan by itself as soon as it starts without a database. So it starts on an empty folder, and the music
 * is linked into it afterwards: its first scan is timed without its start. Protocol: https://mpd.readthedocs.io/en/stable/protocol.html
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

export interface RunningMpd {
  readonly pid: number;
  /** Makes it read the music for the first time, or again. */
  rescan(): Promise<void>;
  /** The first `limit` songs that have the word in any tag. */
  search(text: string, limit: number): Promise<void>;
  /** The first `limit` songs of a filter, whatever the case of letters. */
  filter(filter: string, limit: number): Promise<void>;
  songs(): Promise<number>;
  /** Plays everything, one after the other and as fast as it decodes. @returns how many files, and what it says of trouble */
  playAll(): Promise<{ readonly played: number; readonly trouble: readonly string[] }>;
  stop(): Promise<void>;
}

const CONNECT_PAUSE_MS = 5;
/** What its log says before the name of a song that it has played to its end. */
const PLAYED = 'player: played "';

/** Starts mpd, which has not read `music` yet, with everything it keeps in `folder`. */
export async function startMpd(music: string, folder: string): Promise<RunningMpd> {
  const home = join(folder, 'mpd');
  for (const part of ['playlists', 'music']) mkdirSync(join(home, part), { recursive: true });
  const socket = join(home, 'socket');
  const configuration = join(home, 'mpd.conf');
  writeFileSync(
    configuration,
    [
      `music_directory "${home}/music"`,
      `playlist_directory "${home}/playlists"`,
      `db_file "${home}/database"`,
      `state_file "${home}/state"`,
      `log_file "${home}/log"`,
      `bind_to_address "${socket}"`,
      'auto_update "no"',
      'zeroconf_enabled "no"',
      'audio_output {\n  type "null"\n  name "none"\n  sync "no"\n}',
    ].join('\n'),
  );
  const child = spawn('mpd', ['--no-daemon', configuration], { stdio: 'ignore' });
  const ended = once(child, 'close');
  const client = await openClient(socket);
  await scanEnd(client);
  symlinkSync(music, join(home, 'music', 'all'));
  return {
    pid: child.pid ?? 0,
    async rescan() {
      await client.ask('update');
      await scanEnd(client);
    },
    async search(text, limit) {
      const quoted = text.replaceAll('\\', '\\\\').replaceAll("'", "\\\\'").replaceAll('"', '\\"');
      await client.ask(`search "(any contains '${quoted}')" window 0:${limit}`);
    },
    async filter(filter, limit) {
      await client.ask(`search "${filter}" window 0:${limit}`);
    },
    songs: async () => Number(/^songs: (\d+)/m.exec(await client.ask('stats'))?.[1]),
    async playAll() {
      const before = readFileSync(join(home, 'log')).length;
      await client.ask('clear');
      await client.ask('add ""');
      await client.ask('play');
      while (!/^state: stop$/m.test(await client.ask('status'))) await client.ask('idle player');
      const lines = readFileSync(join(home, 'log')).subarray(before).toString().trim().split('\n');
      const trouble = lines.filter((line) => !line.includes(PLAYED));
      // On a busy machine mpd says of a short song twice that it was played.
      const played = new Set(lines.flatMap((line) => line.split(PLAYED)[1] ?? []));
      return { played: played.size, trouble };
    },
    async stop() {
      client.socket.end();
      child.kill('SIGTERM');
      await ended;
    },
  };
}

interface Client {
  readonly socket: Socket;
  ask(command: string): Promise<string>;
}

/** Waits until no scan is under way; `idle` tells when the state may have changed. */
async function scanEnd(client: Client): Promise<void> {
  while (/^updating_db:/m.test(await client.ask('status'))) await client.ask('idle update');
}

/** Connects as soon as the socket is there. Answers end with a line `OK` or `ACK …`. */
async function openClient(path: string): Promise<Client> {
  const socket = await connected(path);
  socket.setEncoding('utf8');
  let text = '';
  let waiting: ((answer: string) => void) | null = null;
  socket.on('data', (piece: string) => {
    text += piece;
    if (waiting === null || !/(?:^|\n)(?:OK|ACK)[^\n]*\n$/.test(text.slice(-2000))) return;
    const answer = text;
    const resolve = waiting;
    [text, waiting] = ['', null];
    resolve(answer);
  });
  const answered = (): Promise<string> => new Promise((resolve) => (waiting = resolve));
  await answered();
  return {
    socket,
    async ask(command) {
      const answer = answered();
      socket.write(`${command}\n`);
      const text = await answer;
      if (/^ACK/m.test(text)) throw new Error(`mpd refused "${command}": ${text.trim()}`);
      return text;
    },
  };
}

async function connected(path: string): Promise<Socket> {
  for (;;) {
    const socket = connect(path);
    const open = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    if (open) return socket;
    await setTimeout(CONNECT_PAUSE_MS);
  }
}
