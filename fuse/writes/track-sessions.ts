/**
 * Tracks that programs write into. All handles of one generation share a session, and its first write begins a draft.
 * The draft is committed when a program flushes or closes the file. It stays until the kernel forgets the node,
 * because other programs may have the node open and read what was written.
 *
 * A generation that was written into never becomes the current one again: later opens get a node of their own.
 */
import { EPOCHS, fromMilliseconds, type Attributes } from '../overlay/attributes.ts';
import { OverlayError } from '../overlay/errors.ts';
import type { Overlay } from '../overlay/overlay.ts';
import type { VirtualFile } from '../overlay/virtual-file.ts';
import { trackOfInode } from '../tree/inodes.ts';
import type { Commits } from './commit.ts';
import { Draft } from './draft.ts';
import type { WriterHost } from './writer-host.ts';

export interface TrackSession {
  readonly trackId: number;
  readonly inode: number;
  /** The epoch modulo `EPOCHS`, as in the kernel's node. */
  readonly epoch: number;
  /** The generation that was served before the first write; retained. */
  readonly served: VirtualFile;
  /** `null` before the first write. */
  draft: Promise<Draft> | null;
  size: number;
  handles: number;
  /** Whether anything was written since the last commit. */
  dirty: boolean;
  /** The process that wrote last. */
  pid: number;
  /** All processes that have written. */
  readonly writers: Set<number>;
  /** Time of the last write: milliseconds since 1970. */
  modifiedAt: number;
  /** Whether the kernel still knows of the node. */
  known: boolean;
}

export class TrackSessions {
  readonly #overlay: Overlay;
  readonly #commits: Commits;
  readonly #spoolFolder: string;
  readonly #host: WriterHost;
  readonly #sessions = new Map<string, TrackSession>();
  /** Sessions with unsaved writes when the mount ended. */
  readonly #aborted = new Set<string>();

  constructor(overlay: Overlay, commits: Commits, spoolFolder: string, host: WriterHost) {
    this.#overlay = overlay;
    this.#commits = commits;
    this.#spoolFolder = spoolFolder;
    this.#host = host;
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

  /** Attributes of a file that has a draft; `null` for any other. */
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
   * The session of a node with one handle more, begun where there is none; it does not end before `releaseHandle`. An
   * existing session is taken synchronously, because the release of its last handle may be running.
   * @throws OverlayError `EROFS` when no header can be written for the file, `ESTALE` when it was edited meanwhile
   */
  async acquire(inode: number, epoch: number): Promise<TrackSession> {
    const known = this.get(inode, epoch);
    if (known !== undefined) return withHandle(known);
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
      withHandle(meanwhile);
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
      writers: new Set(),
      modifiedAt: 0,
      known: true,
    };
    this.#sessions.set(keyOf(inode, epoch), session);
    return session;
  }

  /** Closes a handle; the last one commits the draft. @throws OverlayError when that is refused */
  async releaseHandle(session: TrackSession): Promise<void> {
    session.handles -= 1;
    if (session.handles > 0) return;
    try {
      await this.commitDraft(session);
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

  /** Commits what was written since the last commit. @throws OverlayError when it is refused */
  async commitDraft(session: TrackSession): Promise<void> {
    if (!session.dirty || session.draft === null) return;
    session.dirty = false;
    const { trackId, served, pid, inode, writers } = session;
    await this.#commits.commit({
      draft: await session.draft,
      trackId,
      served,
      path: this.#overlay.exists(inode) ? this.#overlay.pathOf(inode) : '',
      pid,
      writers: writers.size,
    });
  }

  /** A program closes or syncs a file. @throws OverlayError when its writes are refused, `EIO` when they are lost */
  async flush(inode: number, epoch: number): Promise<void> {
    if (this.#aborted.has(keyOf(inode, epoch))) {
      throw new OverlayError('EIO', 'The mount ended before the file was saved');
    }
    const session = this.get(inode, epoch);
    if (session !== undefined) await this.commitDraft(session);
  }

  /** The kernel forgot a node, so no program can read its draft any more. */
  async forgotten(inode: number, epoch: number): Promise<void> {
    const session = this.get(inode, epoch);
    if (session === undefined) return;
    session.known = false;
    await this.#end(session);
  }

  /** Ends all sessions, because the mount ends. Unsaved writes are lost, and a later `flush` of them fails. */
  async endAll(): Promise<void> {
    for (const [key, session] of this.#sessions) {
      if (session.dirty) this.#aborted.add(key);
      session.known = false;
      session.handles = 0;
      await this.#end(session);
    }
  }

  async #end(session: TrackSession): Promise<void> {
    if (session.handles > 0) return;
    const { inode, epoch, served, draft, trackId } = session;
    // The kernel's cache of this node has the draft's bytes.
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

function withHandle(session: TrackSession): TrackSession {
  session.handles += 1;
  return session;
}

function keyOf(inode: number, epoch: number): string {
  return `${inode}:${epoch}`;
}

function touch(session: TrackSession, draft: Draft, pid: number): void {
  session.dirty = true;
  session.pid = pid;
  session.writers.add(pid);
  session.size = draft.size;
  session.modifiedAt = Date.now();
}
