/** The settings of a library, and the parts that follow when one is set. */
import { settingsOf, type Settings } from '../library/settings.ts';
import type { MountService } from '../mount/mount-service.ts';
import type { RemoteMethods } from '../storage/thread.ts';
import type { TrackSubmissions } from '../identification/submissions/track-submissions.ts';
import type { LibraryWatch } from './library-watch.ts';
import type { LikeUpkeep } from './like-upkeep.ts';
import type { Reads } from './read-methods.ts';
import type { Rebuild } from './rebuild.ts';
import { within } from './within.ts';
import type { ServedWrites } from './write-methods.ts';

/** How long setting the articles waits for new keys, in milliseconds; they are made in the background anyway. */
const WAIT_FOR_SORTING = 15_000;

/** The parts that have the settings, or follow them. */
export interface SettingParts {
  readonly read: Pick<Reads, 'storedSettings'>;
  readonly write: Pick<RemoteMethods<ServedWrites>, 'writeSetting'>;
  readonly mount: Pick<MountService, 'followSettings'>;
  readonly watch: Pick<LibraryWatch, 'follow'>;
  readonly likes: Pick<LikeUpkeep, 'run'>;
  readonly trackSubmissions: Pick<TrackSubmissions, 'wake'>;
  readonly rebuild: Pick<Rebuild, 'settled' | 'start'>;
}

/** Without a value the default of the setting is in force again. */
export interface StoredSetting {
  readonly name: string;
  readonly value?: unknown;
}

export class LibrarySettings {
  readonly #parts: () => SettingParts;

  /** @param parts called when they are needed: the settings are there before all of them */
  constructor(parts: () => SettingParts) {
    this.#parts = parts;
  }

  /** All settings: see `settingsOf`. */
  async all(): Promise<Settings> {
    return settingsOf(await this.#parts().read.storedSettings());
  }

  /** What is in force where nothing has been set. */
  usual(): Settings {
    return settingsOf([]);
  }

  /** Sets a setting; the mount, the watching of folders and the order of lists follow. @throws SettingError */
  async write(setting: StoredSetting): Promise<void> {
    const { write, mount, watch, likes, trackSubmissions } = this.#parts();
    await write.writeSetting(setting);
    if (setting.name === 'mount.views') await likes.run();
    if (setting.name.startsWith('mount.')) await mount.followSettings();
    if (setting.name.startsWith('scan.')) await watch.follow();
    if (setting.name.startsWith('identify.acoustid')) trackSubmissions.wake();
    if (setting.name === 'sort.articles') await within(this.#sortAgain(), WAIT_FOR_SORTING);
  }

  /** Makes the keys by which tracks, albums and artists sort again; the next start continues it. */
  async #sortAgain(): Promise<void> {
    const { rebuild } = this.#parts();
    await rebuild.settled();
    rebuild.start(['search']);
    await rebuild.settled();
  }
}
