/**
 * The mount as the library service offers it: it starts with the settings in force and follows their changes, its
 * saves become edits, and the folders of originals that it could not serve are scanned again.
 */
import type { Settings } from '../library/settings.ts';
import { mountLayout } from '../library/views.ts';
import type { MountState, RefusedSaveEntry } from '../model/mount.ts';
import type { AskedPlace } from '../scan/places.ts';
import { defaultMountDirectory } from '../storage/library-folder.ts';
import { MountController } from './mount-controller.ts';
import type { StartMountProcess } from './mount-process.ts';
import { MountSaves, type SaveWrites } from './mount-saves.ts';
import { PacedChanges } from './paced-changes.ts';

/** Methods of the database that the mount uses. */
export interface MountWrites extends SaveWrites {
  noteMountProblem(problem: { readonly trackId: number; readonly message: string }): Promise<Uint8Array | null>;
}

export interface MountServiceOptions {
  /** Absolute path of the library folder. */
  readonly library: string;
  /** Starts the process of the mount. */
  readonly start: StartMountProcess;
  /** The settings in force. */
  readonly settings: () => Promise<Settings>;
  readonly write: MountWrites;
  /** Scans folders again. */
  readonly scan: (places: readonly AskedPlace[]) => Promise<unknown>;
  readonly onState: (state: MountState) => void;
  readonly onRefusedSave: (save: RefusedSaveEntry) => void;
}

export class MountService {
  readonly #settings: () => Promise<Settings>;
  readonly #controller: MountController;
  readonly #scanned = new PacedChanges((ids) => this.#controller.changed(ids));
  /** The moment that is shown; null for now. */
  #asOf: number | null = null;
  #lastChange: Promise<unknown> = Promise.resolve();

  constructor({ library, start, settings, write, scan, onState, onRefusedSave }: MountServiceOptions) {
    this.#settings = settings;
    const saves = new MountSaves(library, write, onRefusedSave);
    this.#controller = new MountController(start, library, {
      state: onState,
      save: (changes) => saves.commit(changes),
      saveTogether: (changes, note) => saves.commitTogether(changes, note),
      // The note beside the kept file tells the next service of it.
      refused: (save) =>
        void saves.refuse(save).catch((error: Error) => {
          process.emitWarning(`a refused save of ${save.path} could not be recorded: ${error.message}`);
        }),
      problem: (trackId, message) => (trackId === null ? process.emitWarning(message) : void rescan(trackId, message)),
    });
    /** The scan of the folder reads the original again, which also clears the note. */
    const rescan = async (trackId: number, message: string): Promise<void> => {
      const path = await write.noteMountProblem({ trackId, message });
      if (path !== null) await scan([{ path, shallow: true }]).catch(() => {});
    };
  }

  get state(): MountState {
    return this.#controller.state;
  }

  /**
   * Mounts the library under the settings in force.
   * @param directory null for the usual one
   * @param template instead of the setting `mount.template`; null for that setting
   * @param asOf milliseconds since 1970 of a moment: the mount shows the library as it was then, read-only
   * @param force also while programs use a mount that is there
   * @throws Error `BUSY` with the names of the programs that use it
   */
  start(
    directory: string | null,
    template: string | null,
    asOf: number | null = null,
    force = false,
  ): Promise<MountState> {
    return this.#inTurn(async () => {
      const layout = mountLayout(await this.#settings(), template, asOf);
      const state = await this.#controller.mount(directory ?? defaultMountDirectory(), layout, force);
      // A mount that fails leaves the former one in its place.
      if (state.state !== 'failed' || this.state.state === 'failed') this.#asOf = asOf;
      return state;
    });
  }

  /** Applies the settings in force to a mount that is there. */
  followSettings(): Promise<void> {
    return this.#inTurn(async () => this.#controller.show(mountLayout(await this.#settings(), null, this.#asOf)));
  }

  /**
   * Unmounts.
   * @param force also while programs use the mount: their open files end with errors
   * @throws Error `BUSY` with the names of the programs that use it
   */
  async stop(force: boolean): Promise<MountState> {
    await (force ? this.#controller.unmount() : this.#controller.leave());
    return this.state;
  }

  /** Tracks have changed; null means that any may have. */
  changed(ids: readonly number[] | null): void {
    this.#controller.changed(ids);
  }

  /** A scan has stored these tracks. Where there are many, the mount hears of them a little later. */
  scanned(ids: readonly number[]): void {
    this.#scanned.add(ids);
  }

  /** Playlists were created, changed or deleted. */
  playlistsChanged(ids: readonly number[]): void {
    this.#controller.playlistsChanged(ids);
  }

  /** Changes run one after the other, each with the settings of its turn, so that the last setting holds. */
  #inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const changed = this.#lastChange.then(change);
    this.#lastChange = changed.catch(() => {});
    return changed;
  }
}
