/**
 * Tracks that programs write into. All handles of one generation share a session: a draft that begins with the
 * first write. The draft is judged when a program flushes or closes, and it stays until the kernel has
 * forgotten the node, because others may have it open and read what was written.
 *
 * A generation that was written into never becomes the current one again: others get a node of their own.
 */
import { EPOCHS, fromMilliseconds, type Attributes } from '../overlay/attributes.ts';
import { OverlayError } from '../overlay/errors.ts';
import type { Overlay } from '../overlay/overlay.ts';
import type { VirtualFile } from '../overlay/virtual-file.ts';
import { trackOfInode } from '../tree/inodes.ts';
import type { Commits } from './commit.ts';
import { Draft } from './draft.ts';

/** What the sessions need of the backend. */
export interface WriterHost {
  /** From now on reads of this node are asked for. */
  divert(inode: number, epoch: number): void;
  /** The names in a directory changed by what a program did there: the kernel knows, the driver does not. */
  dropListing(directory: number): void;
  /** The kernel takes this node along to another name, where another one will stand: it is to be looked up again. */
  retire(inode: number, epoch: number): void;
  /** What the kernel knows as one directory is another from now on. Resolves when it has forgotten what was in it. */
  directoryMoved(from: number, to: number): Promise<void>;
}

export interface TrackSession {
  readonly trackId: number;
  readonly inode: number;
  /** As the kernel has it. */
  readonly epoch: number;
  /** What was served before anything was written; retained. */
  readonly served: VirtualFile;
  /** Begins with the first write. */
  draft: Promise<Draft> | null;
  size: number;
  handles: number;
  /** Whether something was written since it was last judged. */
  dirty: boolean;
  /** Who wrote last. */
  pid: number;
  modifiedAt: number;
  /** Whether the kernel still knows of the node. */
  known: boolean;
}

export class TrackSessions {
  readonly #overlay: Overlay;
  readonly #commits: Commits;
  readonly #spoolFolder: string;
  readonly #host: WriterHost;
  /** Told where a track was found before its save. */
  readonly #onSaved: (track: number, directory: number, name: string) => void;
  readonly #sessions = new Map<string, TrackSession>();
  /** Saves that the end of the mount has cut off. */
  readonly #cutOff = new Set<string>();

  constructor(
    overlay: Overlay,
    commits: Commits,
    spoolFolder: string,
    host: WriterHost,
    onSaved: (track: number, directory: number, name: string) => void,
  ) {
    this.#overlay = overlay;
    this.#commits = commits;
    this.#spoolFolder = spoolFolder;
    this.#host = host;
    this.#onSaved = onSaved;
  }

  get(inode: number, epoch: number): TrackSession | undefined {
    return this.#sessions.get(keyOf(inode, epoch));
  }

  /** @throws OverlayError `EBADF` when there is none */
  expect(inode: number, epoch: number): TrackSession {
    const session = this.get(inode, epoch);
    if (session === undefined) throw new OverlayError('EBADF', 'The file is not open for writing');
    return session;
  }

  /** What `stat` says of a file that is being written to; `null` when it is not. */
  attributes(inode: number, epoch: number): Attributes | null {
    const session = this.get(inode, epoch);
    if (session === undefined || session.draft === null) return null;
    return {
      inode,
      epoch,
      kind: 'file',
      writable: true,
      size: session.size,
      links: 1,
      modified: fromMilliseconds(session.modifiedAt),
    };
  }

  /**
   * The session of a node, begun where there is none, with one handle more: it does not end before `letGo`. A
   * session that is there is taken at once, because the release of the handle before may be under way.
   * @throws OverlayError `EROFS` when no header can be written for the file, `ESTALE` when it was edited meanwhile
   */
  async hold(inode: number, epoch: number): Promise<TrackSession> {
    const known = this.get(inode, epoch);
    if (known !== undefined) return oneMore(known);
    const trackId = trackOfInode(inode);
    if (trackId === null) {
      throw new OverlayError('EROFS', `${this.#overlay.pathOf(inode)} cannot be changed here: it is no track`);
    }
    const served = await this.#overlay.file(inode);
    if (served.attributes.epoch % EPOCHS !== epoch) throw new OverlayError('ESTALE', 'The file was edited meanwhile');
    if (!served.writable) {
      throw new OverlayError(
        'EROFS',
        `${this.#overlay.pathOf(inode)} cannot be changed: no header can be written for files of this kind`,
      );
    }
    await served.retain();
    const meanwhile = this.get(inode, epoch);
    if (meanwhile !== undefined) {
      oneMore(meanwhile);
      await served.release();
      return meanwhile;
    }
    const session: TrackSession = {
      trackId,
      inode,
      epoch,
      served,
      draft: null,
      size: served.plan.size,
      handles: 1,
      dirty: false,
      pid: 0,
      modifiedAt: 0,
      known: true,
    };
    this.#sessions.set(keyOf(inode, epoch), session);
    return session;
  }

  /** A handle is gone; with the last one, what is left is judged. @throws OverlayError when that is refused */
  async letGo(session: TrackSession): Promise<void> {
    session.handles -= 1;
    if (session.handles > 0) return;
    try {
      await this.settle(session);
    } finally {
      await this.#end(session);
    }
  }

  async write(session: TrackSession, bytes: Uint8Array, position: number, pid: number): Promise<void> {
    const draft = await this.#draftOf(session);
    await draft.write(bytes, position);
    touch(session, draft, pid);
  }

  async resize(session: TrackSession, size: number, pid: number): Promise<void> {
    const draft = await this.#draftOf(session);
    draft.resize(size);
    touch(session, draft, pid);
  }

  /** Judges what was written and takes it to the library. @throws OverlayError when it is refused */
  async settle(session: TrackSession): Promise<void> {
    if (!session.dirty || session.draft === null) return;
    session.dirty = false;
    const { trackId, served, pid, inode } = session;
    const places = this.#overlay.namesOf(inode);
    await this.#commits.commit({
      draft: await session.draft,
      trackId,
      served,
      path: places.length === 0 ? '' : this.#overlay.pathOf(inode),
      pid,
    });
    for (const { directory, name } of places) this.#onSaved(trackId, directory, name);
  }

  /** A program closes a file or wants it on disk. @throws OverlayError when what it wrote is refused or lost */
  async flush(inode: number, epoch: number): Promise<void> {
    if (this.#cutOff.has(keyOf(inode, epoch))) {
      throw new OverlayError('EIO', 'The mount ended before the file was saved');
    }
    const session = this.get(inode, epoch);
    if (session !== undefined) await this.settle(session);
  }

  /** The kernel has forgotten a node: nobody reads what was written there any more. */
  async forgotten(inode: number, epoch: number): Promise<void> {
    const session = this.get(inode, epoch);
    if (session === undefined) return;
    session.known = false;
    await this.#end(session);
  }

  /** Lets go of everything: the mount ends. */
  async endAll(): Promise<void> {
    for (const [key, session] of this.#sessions) {
      if (session.dirty) this.#cutOff.add(key);
      session.known = false;
      session.handles = 0;
      await this.#end(session);
    }
  }

  async #end(session: TrackSession): Promise<void> {
    if (session.handles > 0) return;
    const { inode, epoch, served, draft, trackId } = session;
    // What the kernel has of this node is what the program wrote.
    if (draft !== null && this.#overlay.isCurrent(inode, served)) this.#overlay.renew(trackId);
    if (draft !== null && session.known) return;
    if (!this.#sessions.delete(keyOf(inode, epoch))) return;
    await (await draft)?.close();
    await served.release();
  }

  #draftOf(session: TrackSession): Promise<Draft> {
    if (session.draft === null) {
      session.draft = Draft.begin(this.#spoolFolder, session.served);
      this.#host.divert(session.inode, session.epoch);
    }
    return session.draft;
  }
}

function oneMore(session: TrackSession): TrackSession {
  session.handles += 1;
  return session;
}

function keyOf(inode: number, epoch: number): string {
  return `${inode}:${epoch}`;
}

function touch(session: TrackSession, draft: Draft, pid: number): void {
  session.dirty = true;
  session.pid = pid;
  session.size = draft.size;
  session.modifiedAt = Date.now();
}
