/**
 * Has the real programs make their libraries of a folder of music, and put ratings, plays, dates and playlists into
 * them, each by the means that it has: beets by its command, Quod Libet by its own Python modules, Rhythmbox by
 * D-Bus in a session of its own, Strawberry by its command for playlists and by SQL.
 * Nothing is shared with the programs of the person who runs the tests: every one has a home of its own.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';

const run = promisify(execFile);

/** Whether a program is there. */
export function hasProgram(name: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, name)));
}

/** The environment of a program that finds nothing of the person's, and no display but those it is given. */
function environment(home: string): NodeJS.ProcessEnv {
  mkdirSync(join(home, 'runtime'), { recursive: true, mode: 0o700 });
  const { DISPLAY: _, DBUS_SESSION_BUS_ADDRESS: __, ...rest } = process.env;
  return {
    ...rest,
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_RUNTIME_DIR: join(home, 'runtime'),
    GSETTINGS_BACKEND: 'memory',
    GIO_USE_VFS: 'local',
    NO_AT_BRIDGE: '1',
    QT_QPA_PLATFORM: 'offscreen',
    LC_ALL: 'C.UTF-8',
  };
}

/** What is put into a library of beets: fields of the items that a query of beets finds. */
export async function makeBeets(home: string, music: string, fields: readonly (readonly string[])[]): Promise<string> {
  mkdirSync(home, { recursive: true });
  const library = join(home, 'library.db');
  writeFileSync(
    join(home, 'config.yaml'),
    `directory: ${music}\nlibrary: ${library}\nimport: {copy: no, write: no, autotag: no}\nplugins: []\n`,
  );
  const env = { ...environment(home), BEETSDIR: home };
  await run('beet', ['import', '-A', '-q', music], { env });
  for (const words of fields) await run('beet', ['modify', '-y', '-W', ...words], { env });
  return library;
}

const QUOD_LIBET = `
import json, os, sys
import quodlibet
quodlibet.init_cli()
from quodlibet import config, formats
from quodlibet.library.song import SongFileLibrary
from quodlibet.util.collection import FileBackedPlaylist, XSPFBackedPlaylist
config.init()
formats.init()
home, music, given = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
library = SongFileLibrary('main')
for folder, _, names in os.walk(music):
    for name in names:
        library.add_filename(os.path.join(folder, name))
songs = {song('title'): song for song in library.values()}
for title, values in given['songs'].items():
    songs[title].update(values)
library.save(os.path.join(home, 'songs'))
folder = os.path.join(home, 'playlists')
os.makedirs(folder)
for name, titles in given['playlists'].items():
    playlist = XSPFBackedPlaylist.new(folder, name, songs_lib=library)
    playlist.extend([songs[title] for title in titles])
    playlist.write()
`;

/** @returns the folder in which Quod Libet keeps its library */
export async function makeQuodLibet(
  home: string,
  music: string,
  given: {
    readonly songs: Readonly<Record<string, Readonly<Record<string, number>>>>;
    readonly playlists: Readonly<Record<string, readonly string[]>>;
  },
): Promise<string> {
  const user = join(home, 'quodlibet');
  mkdirSync(user, { recursive: true });
  const env = { ...environment(home), QUODLIBET_USERDIR: user };
  await run('/usr/bin/python3', ['-W', 'ignore', '-c', QUOD_LIBET, user, music, JSON.stringify(given)], { env });
  return user;
}

/** A display without a screen, for programs that cannot do without. */
async function onDisplay<Result>(work: (display: string) => Promise<Result>): Promise<Result> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1024x768x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  try {
    const [number] = (await once(server.stdio[3]!, 'data')) as [Buffer];
    return await work(`:${number.toString().trim()}`);
  } finally {
    server.kill();
  }
}

/** Runs in a D-Bus session of its own; $1 is the folder of the library, and the other words are the steps' own. */
const RHYTHMBOX = `
set -e
folder=$1; shift
rhythmbox --disable-plugins --rhythmdb-file="$folder/rhythmdb.xml" --playlists-file="$folder/playlists.xml" &
program=$!
gdbus wait --session --timeout 30 org.gnome.Rhythmbox3
call() { gdbus call --session --timeout 30 --dest org.gnome.Rhythmbox3 --object-path "/org/gnome/Rhythmbox3/$1" --method "org.gnome.Rhythmbox3.$1.$2" "\${@:3}"; }
known() { call RhythmDB GetEntryProperties "$1" | grep -q "'title'"; }
while [ $# -gt 0 ]; do
  case $1 in
    add) rhythmbox-client --no-start --enqueue "$2"; until known "$2"; do :; done; shift 2;;
    set) call RhythmDB SetEntryProperties "$2" "$3"; shift 3;;
    create) call PlaylistManager CreatePlaylist "$2"; shift 2;;
    append) call PlaylistManager AddToPlaylist "$2" "$3"; shift 3;;
  esac
done
rhythmbox-client --no-start --quit
wait $program
`;

/** @param steps `add FILE`, `set FILE PROPERTIES`, `create PLAYLIST`, `append PLAYLIST FILE`; files as paths */
export async function makeRhythmbox(home: string, steps: readonly (readonly string[])[]): Promise<string> {
  const folder = join(home, 'rhythmbox');
  mkdirSync(folder, { recursive: true });
  const words = steps.flatMap((step) => step.map((word) => (word.startsWith('/') ? pathToFileURL(word).href : word)));
  await onDisplay(async (display) => {
    const env = { ...environment(home), DISPLAY: display };
    await run('dbus-run-session', ['--', 'bash', '-c', RHYTHMBOX, 'rhythmbox', folder, ...words], { env });
  });
  return folder;
}

/**
 * Runs Strawberry in a D-Bus session of its own; $1 is its database, $2 and $3 are names of playlists, and the other
 * words are files: all of them make the first playlist, those before `--` the second. A signal would leave the memory
 * by which it finds a running instance of itself, so it is asked to quit.
 */
const STRAWBERRY = `
set -e
database=$1 all=$2 name=$3; shift 3
strawberry > /dev/null 2>&1 &
program=$!
holds() { /usr/bin/python3 -c 'import sqlite3, sys; sys.exit(sqlite3.connect(sys.argv[1]).execute("SELECT count(*) FROM playlist_items").fetchone()[0] < int(sys.argv[2]))' "$database" "$1" 2> /dev/null; }
create() { strawberry --create "$@"; items=$((items + $# - 1)); until holds $items; do kill -0 $program; done; }
gdbus wait --session --timeout 60 org.mpris.MediaPlayer2.strawberry
chosen=()
while [ "$1" != -- ]; do chosen+=("$1"); shift; done
shift
create "$all" "$@"
create "$name" "\${chosen[@]}"
gdbus call --session --dest org.mpris.MediaPlayer2.strawberry --object-path /org/mpris/MediaPlayer2 --method org.mpris.MediaPlayer2.Quit
wait $program
`;
const ALL = 'All files';

/**
 * Strawberry reads files into a playlist, and from there they are copied into its songs: when it finds them by itself at
 * its start, it now and then looks at one before its tag reader is there, and crashes. It gives ratings and counts by
 * its window alone, so `values` are written into its database.
 * @param files of the collection @param values of songs, by their titles
 * @returns the folder in which Strawberry keeps its library
 */
export async function makeStrawberry(
  home: string,
  files: readonly string[],
  given: {
    readonly values: Readonly<Record<string, Readonly<Record<string, number>>>>;
    readonly playlist: readonly [name: string, ...files: readonly string[]];
  },
): Promise<string> {
  const folder = join(home, 'data/strawberry/strawberry');
  const path = join(folder, 'strawberry.db');
  const words = [path, ALL, ...given.playlist, '--', ...files];
  await run('dbus-run-session', ['--', 'bash', '-c', STRAWBERRY, 'strawberry', ...words], { env: environment(home) });
  const database = new Database(path);
  const columns = database.prepare("SELECT name FROM pragma_table_info('songs')").pluck().all() as string[];
  const songs = database
    .prepare('SELECT i.* FROM playlist_items i JOIN playlists p ON p.rowid = i.playlist WHERE p.name = ?')
    .all(ALL) as Record<string, unknown>[];
  for (const song of songs) {
    const row = { ...song, ...given.values[song['title'] as string] } as Record<string, unknown>;
    const filled = columns.filter((column) => (row[column] ?? null) !== null);
    database
      .prepare(`INSERT INTO songs (${filled.join()}) VALUES (${filled.map((column) => `@${column}`).join()})`)
      .run(row);
  }
  database.prepare('DELETE FROM playlist_items WHERE playlist = (SELECT rowid FROM playlists WHERE name = ?)').run(ALL);
  database.prepare('DELETE FROM playlists WHERE name = ?').run(ALL);
  database.close();
  return folder;
}
