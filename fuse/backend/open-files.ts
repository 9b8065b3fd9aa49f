/**
 * Open files for a backend whose reads come through JavaScript and whose kernel inodes outlive an edit.
 *
 * All handles of an inode share the kernel's page cache, so all must be answered from the same plan: a
 * handle that kept reading its old generation would fill the cache of all others with old bytes. A
 * handle therefore moves on to the current generation with its next read.
 */
import { OverlayError } from '../overlay/errors.ts';
import type { Overlay } from '../overlay/overlay.ts';
import type { VirtualFile } from '../overlay/virtual-file.ts';

interface OpenFile {
  readonly inode: number;
  file: VirtualFile;
  /** Set while the handle changes over to another generation. */
  moving: Promise<void> | null;
}

export class OpenFiles {
  readonly #overlay: Overlay;
  readonly #handles = new Map<number, OpenFile>();
  #lastHandle = 0;

  constructor(overlay: Overlay) {
    this.#overlay = overlay;
  }

  get size(): number {
    return this.#handles.size;
  }

  /** @returns a handle, never 0 */
  async open(inode: number): Promise<number> {
    const file = await this.#overlay.file(inode);
    await file.retain();
    do this.#lastHandle = (this.#lastHandle % 0x7fffffff) + 1;
    while (this.#handles.has(this.#lastHandle));
    this.#handles.set(this.#lastHandle, { inode, file, moving: null });
    return this.#lastHandle;
  }

  async read(handle: number, buffer: Uint8Array, length: number, position: number): Promise<number> {
    const open = this.#handle(handle);
    if (!this.#overlay.isCurrent(open.inode, open.file)) {
      open.moving ??= this.#moveOn(open).finally(() => {
        open.moving = null;
      });
      await open.moving;
    }
    return open.file.read(buffer, length, position);
  }

  async close(handle: number): Promise<void> {
    const { file } = this.#handle(handle);
    this.#handles.delete(handle);
    await file.release();
  }

  async closeAll(): Promise<void> {
    for (const handle of this.#handles.keys()) await this.close(handle);
  }

  inodeOf(handle: number): number {
    return this.#handle(handle).inode;
  }

  async #moveOn(open: OpenFile): Promise<void> {
    let next: VirtualFile;
    try {
      next = await this.#overlay.file(open.inode);
    } catch (error) {
      // The track left the library while it was read: what is open stays readable.
      if (error instanceof OverlayError && error.code === 'ENOENT') return;
      throw error;
    }
    if (next === open.file) return;
    await next.retain();
    const before = open.file;
    open.file = next;
    await before.release();
  }

  #handle(handle: number): OpenFile {
    const open = this.#handles.get(handle);
    if (open === undefined) throw new OverlayError('EBADF', `There is no open file ${handle}`);
    return open;
  }
}
