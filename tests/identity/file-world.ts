/** Two folders of music on two file systems, and what a person does to the files in them. */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { chordMusic, toInt16, wavFile } from '../../app/audio/test-signals.ts';

/** A recording in one format, with different tags. */
export interface Sound {
  /** Of the recording, and the title of all files of it. */
  readonly name: string;
  /** The album of all these files: it tells them from the recording in another format. */
  readonly format: string;
  readonly files: readonly string[];
}

const EXTENSIONS = ['flac', 'mp3', 'ogg', 'wav'];

const RATE = 22_050;
/** Shorter sounds have no fingerprint. */
const SECONDS = 5;

/** Recordings of the same length, each in two formats: only their audio tells them apart. */
export function makeSounds(folder: string, count: number): Sound[] {
  const recorded = Array.from({ length: count }, (_, number) => {
    const path = join(folder, `${number}.wav`);
    writeFileSync(path, wavFile(RATE, toInt16(music(number))));
    return path;
  });
  const first = encode(folder, recorded, 0);
  const again = encode(
    folder,
    first.map(({ files }) => files[0]!),
    1,
  );
  return [...first, ...again];
}

/** Encodes recordings anew, each with two different tags, and all in one run: to start takes ffmpeg longer than that. */
function encode(folder: string, recordings: readonly string[], format: 0 | 1): Sound[] {
  const sounds = recordings.map((_, number) => {
    const extension = EXTENSIONS[(number + format) % EXTENSIONS.length]!;
    const files = [0, 1].map((tagging) => join(folder, `${number}-${format}-${tagging}.${extension}`));
    return { name: `sound ${number}`, format: extension, files };
  });
  const outputs = sounds.flatMap(({ name, format: album, files }, input) =>
    files.flatMap((file, tagging) => {
      const tags = { title: name, album, comment: tagging === 0 ? '' : 'x'.repeat(9000) };
      const metadata = Object.entries(tags).flatMap(([tag, value]) => ['-metadata', `${tag}=${value}`]);
      return ['-map', `${input}:a`, '-map_metadata', String(input), '-bitexact', ...metadata, file];
    }),
  );
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', ...recordings.flatMap((path) => ['-i', path]), ...outputs]);
  return sounds;
}

/** Four chords of their own at a speed of its own: to the fingerprints as different as two songs. */
function music(seed: number): Float64Array {
  const chords = [0, 1, 2, 3].map((beat) => {
    const root = 48 + ((seed * 5 + beat * (3 + (seed % 4)) * (1 + (seed % 3))) % 12);
    return [root, root + 4 - ((seed + beat) % 2), root + 7];
  });
  return chordMusic(SECONDS, RATE, { bpm: 80 + 13 * seed, chords, seed });
}

export type Random = (below: number) => number;

/** What a person may do. Each does nothing where there is nothing to do it to. */
const DEEDS = [
  'add',
  'rename',
  'rename',
  'swap',
  'renumber',
  'move to the other disk',
  'copy',
  'retag',
  'retag and rename',
  'replace',
  're-encode',
  'delete',
  'touch',
  'rename a folder',
  'unplug',
] as const;

export class FileWorld {
  readonly roots: readonly [string, string];
  readonly #sounds: readonly Sound[];
  readonly #random: Random;
  readonly #away: string;
  /** Path → the sound that it has. Files of a disk that is not plugged in are in it, too. */
  readonly content = new Map<string, Sound>();
  /** Folders in which something has changed since it was cleared: what a watch would tell. */
  readonly touched = new Set<string>();
  isUnplugged = false;
  #names = 0;

  constructor(folder: string, sounds: readonly Sound[], random: Random) {
    const disk = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'descant-test-'));
    this.roots = [join(folder, 'music'), join(disk, 'music')];
    this.#away = join(disk, 'away');
    this.#sounds = sounds;
    this.#random = random;
    for (const root of this.roots) mkdirSync(root, { recursive: true });
  }

  remove(): void {
    rmSync(dirname(this.roots[1]), { recursive: true });
  }

  /** The files that can be reached. */
  get reachable(): string[] {
    return [...this.content.keys()].filter((path) => !this.isUnplugged || path.startsWith(this.roots[0]));
  }

  /** Does one thing. @returns what it was */
  act(): string {
    const deed = this.content.size < 6 ? 'add' : DEEDS[this.#random(DEEDS.length)]!;
    const [one, other] = [this.#any(), this.#any()];
    if (deed === 'unplug') this.#plug(!this.isUnplugged);
    else if (deed === 'add') this.#write(this.#sounds[this.#random(this.#sounds.length)]!, this.#free());
    else if (one !== null) this.#change(deed, one, other!);
    return deed;
  }

  plugIn(): void {
    if (this.isUnplugged) this.#plug(false);
  }

  #change(deed: (typeof DEEDS)[number], path: string, other: string): void {
    const sound = this.content.get(path)!;
    switch (deed) {
      case 'rename':
        return this.#move(path, this.#free(this.#diskOf(path)));
      case 'swap':
        return this.#swap(path, other);
      case 'renumber':
        return this.#renumber(dirname(path));
      case 'move to the other disk': {
        if (this.isUnplugged) return;
        const target = this.#free(this.#diskOf(path) === 0 ? 1 : 0);
        cpSync(path, target);
        this.#put(target, sound);
        return this.#delete(path);
      }
      case 'copy': {
        const target = this.#free();
        cpSync(path, target, { preserveTimestamps: this.#random(2) === 0 });
        return this.#put(target, sound);
      }
      case 'retag':
        return this.#write(sound, path);
      case 'retag and rename': {
        const target = this.#free();
        this.#write(sound, target);
        return this.#delete(path);
      }
      case 'replace':
        return this.#write(this.#sounds[this.#random(this.#sounds.length)]!, path);
      case 're-encode': {
        const again = this.#sounds.find(({ name, format }) => name === sound.name && format !== sound.format)!;
        if (this.#random(2) === 0) return this.#write(again, path);
        this.#write(again, this.#free());
        return this.#delete(path);
      }
      case 'delete':
        return this.#delete(path);
      case 'touch':
        this.touched.add(dirname(path));
        return utimesSync(path, 1 + this.#random(1e6), 1 + this.#random(1e6));
      case 'rename a folder':
        return this.#renameFolder(dirname(path));
    }
  }

  #diskOf(path: string): 0 | 1 {
    return path.startsWith(`${this.roots[0]}/`) ? 0 : 1;
  }

  #any(): string | null {
    const paths = this.reachable;
    return paths[this.#random(Math.max(1, paths.length))] ?? null;
  }

  /** A path at which nothing is, of a name that may have been used before. */
  #free(root: 0 | 1 = this.isUnplugged ? 0 : (this.#random(2) as 0 | 1)): string {
    for (;;) {
      const folder = join(this.roots[root], `folder ${this.#random(3)}`);
      mkdirSync(folder, { recursive: true });
      const path = join(folder, `track ${this.#random(4) === 0 ? this.#names++ : this.#random(12)}`);
      if (!this.content.has(path)) return path;
    }
  }

  #write(sound: Sound, path: string): void {
    copyFileSync(sound.files[this.#random(sound.files.length)]!, path);
    this.#put(path, sound);
  }

  #put(path: string, sound: Sound): void {
    this.content.set(path, sound);
    this.touched.add(dirname(path));
  }

  #delete(path: string): void {
    rmSync(path);
    this.content.delete(path);
    this.touched.add(dirname(path));
  }

  #move(from: string, to: string): void {
    renameSync(from, to);
    this.#put(to, this.content.get(from)!);
    this.content.delete(from);
    this.touched.add(dirname(from));
  }

  #swap(a: string, b: string): void {
    if (a === b || this.#diskOf(a) !== this.#diskOf(b)) return;
    const between = `${a}.swapped`;
    const [one, other] = [this.content.get(a)!, this.content.get(b)!];
    renameSync(a, between);
    renameSync(b, a);
    renameSync(between, b);
    this.#put(a, other);
    this.#put(b, one);
  }

  /** Every file of a folder gets the name of the one behind it, the last a new one. */
  #renumber(folder: string): void {
    const paths = [...this.content.keys()].filter((path) => dirname(path) === folder).sort();
    let free = `${join(folder, `track ${this.#names++}`)}`;
    if (this.content.has(free)) return;
    for (const path of paths.toReversed()) {
      this.#move(path, free);
      free = path;
    }
  }

  #renameFolder(folder: string): void {
    const target = join(dirname(folder), `folder ${this.#names++}`);
    if (existsSync(target)) return;
    renameSync(folder, target);
    const inside = [...this.content.keys()].filter((path) => dirname(path) === folder);
    for (const path of inside) {
      this.#put(join(target, basename(path)), this.content.get(path)!);
      this.content.delete(path);
      this.touched.add(folder);
    }
  }

  #plug(out: boolean): void {
    const [from, to] = out ? [this.roots[1], this.#away] : [this.#away, this.roots[1]];
    if (!out) rmSync(this.roots[1], { recursive: true, force: true });
    renameSync(from, to);
    // Some systems leave an empty folder where the disk was.
    if (out && this.#random(2) === 0) mkdirSync(this.roots[1]);
    this.isUnplugged = out;
    this.touched.add(this.roots[1]);
  }

  /** Whether the folders hold what `content` says. */
  get isTrue(): boolean {
    const found = this.roots.flatMap((root) =>
      existsSync(root)
        ? readdirSync(root, { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map((entry) => join(entry.parentPath, entry.name))
        : [],
    );
    return found.length === this.reachable.length && found.every((path) => this.content.has(path));
  }
}
