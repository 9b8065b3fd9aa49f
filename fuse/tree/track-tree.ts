/**
 * The tree of the mount: which directories there are and which track stands where, under one template.
 *
 * It is incremental: a changed track costs the work of one track, however many there are. And it is
 * deterministic: what it looks like depends only on the set of tracks and the template, not on the order of
 * changes that led there (`track-tree.test.ts` compares it with a tree built afresh after every change).
 *
 * Names are given out per directory. Of several tracks that want one name the smallest id has it and the
 * others wait under a distinguished name (`Song [#57].flac`); a directory goes before every track. Where
 * case does not count, a directory is spelled as most of its tracks spell it.
 */
import type { Template } from '../template/compile.ts';
import type { TemplateEntry } from '../template/entry.ts';
import { trackPath } from '../template/format-path.ts';
import type { NameOptions } from '../template/sanitize.ts';
import { distinguish, nameKey } from '../template/sanitize.ts';
import { Uniqueness } from '../template/uniqueness.ts';
import { directoryInode, ROOT_INODE, trackOfInode } from './inodes.ts';
import { FIRST_COOKIE, type DirectoryNode, type TrackNode, type TreeNode } from './nodes.ts';

/** What a change did to the tree: all that caches elsewhere have to forget. */
export interface TreeChanges {
  /** Names that now mean something else than before, or something where there was nothing, or nothing. */
  readonly names: readonly { readonly directory: number; readonly name: string }[];
  /** Inodes of directories whose list of names is another. */
  readonly directories: ReadonlySet<number>;
  /** Tracks whose place depends on the change: give the tree their entries again. */
  readonly stale: readonly number[];
}

interface Directory extends DirectoryNode {
  name: string;
  parent: Directory | null;
  readonly children: Map<string, Directory | Track>;
  changedAt: number;
  subdirectories: number;
  /** Tracks that wait for a name which somebody else has, by that name's key. */
  waiting: Map<string, Set<Track>> | null;
  /** How often each spelling is wanted; only where case does not count. */
  readonly spellings: Map<string, number> | null;
}

interface Track extends TrackNode {
  parent: Directory;
  name: string;
  cookie: number;
  /** The name it would have on its own. */
  natural: string;
  /** How it spells its folders; only where case does not count. */
  folders: readonly string[] | null;
}

interface ChangeLog {
  readonly names: { readonly directory: number; readonly name: string }[];
  readonly directories: Set<number>;
  /** When it happens, for the directories that change: milliseconds since 1970. */
  time: number;
}

export class TrackTree {
  private readonly template: Template;
  private readonly names: NameOptions;
  private readonly top: Directory;
  private readonly tracks = new Map<number, Track>();
  private readonly directories = new Map<number, Directory>();
  private readonly uniqueness: Uniqueness;
  private nextCookie = FIRST_COOKIE;

  constructor(template: Template) {
    this.template = template;
    this.names = template.names;
    this.uniqueness = new Uniqueness(template);
    this.top = this.newDirectory(null, '', '', ROOT_INODE);
  }

  get root(): DirectoryNode {
    return this.top;
  }

  get trackCount(): number {
    return this.tracks.size;
  }

  get directoryCount(): number {
    return this.directories.size;
  }

  track(id: number): TrackNode | undefined {
    return this.tracks.get(id);
  }

  trackIds(): Iterable<number> {
    return this.tracks.keys();
  }

  node(inode: number): TreeNode | undefined {
    const id = trackOfInode(inode);
    return id === null ? this.directories.get(inode) : this.tracks.get(id);
  }

  /** The child of that name; composed and decomposed spelling are the same, and case where it does not count. */
  child(directory: DirectoryNode, name: string): TreeNode | undefined {
    return directory.children.get(name) ?? directory.children.get(nameKey(name, this.names.target));
  }

  /** Path from the root, without a leading slash; empty for the root. */
  pathOf(node: TreeNode): string {
    const names: string[] = [];
    for (let at: TreeNode | null = node; at !== null && at !== this.top; at = at.parent) names.push(at.name);
    return names.toReversed().join('/');
  }

  /**
   * Takes in tracks that are new or changed, and lets go of others.
   * @param now milliseconds since 1970 for the directories that change; 0 while a library is read for the
   *   first time, when a directory is as old as its newest track
   */
  apply(changed: readonly TemplateEntry[], removed: readonly number[], now: number): TreeChanges {
    const log: ChangeLog = { names: [], directories: new Set(), time: now };
    const stale = new Set<number>();
    for (const id of removed) {
      for (const other of this.uniqueness.remove(id)) stale.add(other);
      const track = this.tracks.get(id);
      if (track !== undefined) this.take(track, log);
    }
    // First everybody is known, then everybody is placed: a batch does not have to move its own tracks.
    for (const entry of changed) for (const other of this.uniqueness.add(entry)) stale.add(other);
    for (const entry of changed) {
      stale.delete(entry.id);
      log.time = Math.max(now, entry.addedAt);
      this.place(entry, log);
    }
    return { names: log.names, directories: log.directories, stale: [...stale].filter((id) => this.tracks.has(id)) };
  }

  private place(entry: TemplateEntry, log: ChangeLog): void {
    const { folders, name } = trackPath(this.template, entry, this.uniqueness);
    const known = this.tracks.get(entry.id);
    if (known !== undefined) {
      if (known.natural === name && this.standsIn(known, folders)) return;
      this.take(known, log);
    }
    const parent = this.directoryFor(folders, log);
    const spelled = this.names.target === 'posix' ? null : folders;
    const track: Track = { kind: 'track', id: entry.id, parent, name, cookie: 0, natural: name, folders: spelled };
    this.tracks.set(entry.id, track);
    this.claim(track, log);
    noteChange(parent, log);
  }

  private standsIn(track: Track, folders: readonly string[]): boolean {
    if (track.folders !== null) return track.folders.length === folders.length && track.folders.every((name, at) => name === folders[at]);
    let at: Directory | null = track.parent;
    for (let index = folders.length - 1; index >= 0; index -= 1) {
      if (at === null || at === this.top || at.name !== folders[index]) return false;
      at = at.parent;
    }
    return at === this.top;
  }

  /** Gives a track the name it wants, or one like it. */
  private claim(track: Track, log: ChangeLog): void {
    const { parent } = track;
    const key = this.keyOf(track.natural);
    const holder = parent.children.get(key);
    if (holder === undefined) {
      this.settle(track, track.natural, log);
    } else if (holder.kind === 'directory' || holder.id < track.id) {
      this.wait(track, key, log);
    } else {
      parent.children.delete(key);
      this.settle(track, track.natural, log);
      this.wait(holder, key, log);
    }
  }

  private settle(track: Track, name: string, log: ChangeLog): void {
    track.name = name;
    track.cookie = this.newCookie();
    track.parent.children.set(this.keyOf(name), track);
    log.names.push({ directory: track.parent.inode, name });
  }

  private wait(track: Track, key: string, log: ChangeLog): void {
    const waiting = (track.parent.waiting ??= new Map());
    const queue = waiting.get(key) ?? new Set();
    waiting.set(key, queue.add(track));
    // Where case does not count, what takes its name may spell it differently.
    log.names.push({ directory: track.parent.inode, name: track.natural });
    this.settle(track, distinguish(track.natural, track.id, this.names), log);
  }

  /** Lets the first of those who wait for a name that has become free have it. */
  private pass(directory: Directory, key: string, log: ChangeLog): void {
    const queue = directory.waiting?.get(key);
    if (queue === undefined) return;
    let heir: Track | null = null;
    for (const track of queue) if (heir === null || track.id < heir.id) heir = track;
    if (heir === null) return;
    this.leaveQueue(heir, key);
    directory.children.delete(this.keyOf(heir.name));
    log.names.push({ directory: directory.inode, name: heir.name });
    this.settle(heir, heir.natural, log);
  }

  private leaveQueue(track: Track, key: string): boolean {
    const { waiting } = track.parent;
    const queue = waiting?.get(key);
    if (waiting === null || queue === undefined || !queue.delete(track)) return false;
    if (queue.size === 0) waiting.delete(key);
    if (waiting.size === 0) track.parent.waiting = null;
    return true;
  }

  /** Takes a track out of the tree, and with it the directories that it leaves empty. */
  private take(track: Track, log: ChangeLog): void {
    const { parent } = track;
    this.tracks.delete(track.id);
    parent.children.delete(this.keyOf(track.name));
    log.names.push({ directory: parent.inode, name: track.name });
    const key = this.keyOf(track.natural);
    if (!this.leaveQueue(track, key)) this.pass(parent, key, log);
    noteChange(parent, log);
    if (track.folders !== null) this.respell(parent, track.folders, -1, log);
    this.prune(parent, log);
  }

  private prune(start: Directory, log: ChangeLog): void {
    let empty = start;
    while (empty.children.size === 0 && empty.parent !== null) {
      const { parent } = empty;
      parent.children.delete(empty.key);
      parent.subdirectories -= 1;
      this.directories.delete(empty.inode);
      log.names.push({ directory: parent.inode, name: empty.name });
      this.pass(parent, empty.key, log);
      noteChange(parent, log);
      empty = parent;
    }
  }

  /** The directory of these folders, made where it does not exist. */
  private directoryFor(folders: readonly string[], log: ChangeLog): Directory {
    let directory = this.top;
    for (const name of folders) {
      const key = this.keyOf(name);
      const child = directory.children.get(key);
      directory = child?.kind === 'directory' ? child : this.makeDirectory(directory, key, name, child, log);
    }
    if (this.names.target !== 'posix') this.respell(directory, folders, 1, log);
    return directory;
  }

  private makeDirectory(parent: Directory, key: string, name: string, inTheWay: Track | undefined, log: ChangeLog): Directory {
    const directory = this.newDirectory(parent, key, name, this.freeInode(parent, key));
    parent.children.delete(key);
    parent.children.set(key, directory);
    parent.subdirectories += 1;
    log.names.push({ directory: parent.inode, name });
    if (inTheWay !== undefined) this.wait(inTheWay, key, log);
    noteChange(parent, log);
    return directory;
  }

  private newDirectory(parent: Directory | null, key: string, name: string, inode: number): Directory {
    const spellings = this.names.target === 'posix' ? null : new Map<string, number>();
    const directory: Directory = { kind: 'directory', inode, parent, key, name, children: new Map(), changedAt: 0, subdirectories: 0, cookie: this.newCookie(), waiting: null, spellings };
    this.directories.set(inode, directory);
    return directory;
  }

  private newCookie(): number {
    this.nextCookie += 1;
    return this.nextCookie - 1;
  }

  private freeInode(parent: Directory, key: string): number {
    for (let salt = 0; ; salt += 1) {
      const inode = directoryInode(parent.inode, key, salt);
      if (!this.directories.has(inode)) return inode;
    }
  }

  /** Counts one track more or less that spells the folders down to `directory` like this. */
  private respell(directory: Directory, folders: readonly string[], by: 1 | -1, log: ChangeLog): void {
    let at = directory;
    for (let index = folders.length - 1; index >= 0 && at.parent !== null; index -= 1) {
      const spelling = folders[index] ?? '';
      const spellings = at.spellings as Map<string, number>;
      const count = (spellings.get(spelling) ?? 0) + by;
      if (count > 0) spellings.set(spelling, count);
      else spellings.delete(spelling);
      const name = commonest(spellings) ?? at.name;
      if (name !== at.name) {
        log.names.push({ directory: at.parent.inode, name: at.name }, { directory: at.parent.inode, name });
        at.name = name;
        noteChange(at.parent, log);
      }
      at = at.parent;
    }
  }

  private keyOf(name: string): string {
    return nameKey(name, this.names.target);
  }
}

function noteChange(directory: Directory, log: ChangeLog): void {
  log.directories.add(directory.inode);
  directory.changedAt = Math.max(directory.changedAt, log.time);
}

/** The most frequent spelling; of equally frequent ones the first in order of text. */
function commonest(spellings: ReadonlyMap<string, number>): string | null {
  let best: string | null = null;
  let votes = 0;
  for (const [spelling, count] of spellings) {
    if (best === null || count > votes || (count === votes && spelling < best)) [best, votes] = [spelling, count];
  }
  return best;
}
