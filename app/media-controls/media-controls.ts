/**
 * Media controls of a Linux desktop: the player that is shown, on the session bus as `org.mpris.MediaPlayer2.descant`,
 * where desktop widgets, media keys and `playerctl` find it. It is there while a page has a track.
 *
 * It never holds up the service: the connection is made when it is needed, and a bus that refuses or goes away is told
 * once; the next page that opens tries again.
 */
import { BusConnection } from '../dbus/bus-connection.ts';
import type { PlayerCommand } from '../model/player.ts';
import { metadataOf, microseconds, type ShownTrack } from './mpris-metadata.ts';
import {
  answerCall,
  OBJECT_PATH,
  PLAYER_INTERFACE,
  playerProperties,
  ROOT_INTERFACE,
  rootProperties,
  type MprisState,
} from './mpris-object.ts';
import { positionNow, type PlayerPages, type ShownPlayer } from './player-pages.ts';

const NAME = 'org.mpris.MediaPlayer2.descant';
/** A place that is further away than this from where the player was expected is a jump, in seconds. */
const JUMP = 0.5;

export interface MediaControlParts {
  /** As DBUS_SESSION_BUS_ADDRESS has it. */
  readonly address: string;
  readonly players: Pick<PlayerPages, 'shown' | 'pages' | 'ask' | 'onChange'>;
  /** Whether the setting says that they are wanted. */
  readonly wanted: () => Promise<boolean>;
  /** Null for a track that is gone. */
  readonly track: (id: number) => Promise<ShownTrack | null>;
  /** Path of a small picture of its cover; null without one. */
  readonly cover: (id: number) => Promise<string | null>;
  /** Called once when the bus cannot be used, or has gone. */
  readonly onProblem: (error: Error) => void;
  readonly now?: () => number;
}

/** What is known of the track that is shown. */
interface KnownTrack {
  readonly id: number;
  readonly track: ShownTrack | null;
  readonly cover: string | null;
}

export class MediaControls {
  readonly #parts: MediaControlParts;
  readonly #now: () => number;
  #bus: BusConnection | null = null;
  #known: KnownTrack | null = null;
  /** What is known was read before the last change. It is told until it has been read again: without its length and
   * its id no place in it could be gone to. */
  #isStale = false;
  /** The properties that were told last, as JSON by interface and name. */
  readonly #told = new Map<string, string>();
  /** What is shown, and where it was when that was told. */
  #last: ShownPlayer | null = null;
  /** The pages that were there when the bus failed: only others try it again. */
  #failedFor: ReadonlySet<string> | null = null;
  #hasTold = false;
  #running: Promise<void> = Promise.resolve();
  #again = false;
  #closed = false;

  constructor(parts: MediaControlParts) {
    this.#parts = parts;
    this.#now = parts.now ?? (() => performance.now());
    parts.players.onChange(() => this.follow());
  }

  /** Follows the player and the setting. Calls that come while it is at work are one. */
  follow(): void {
    if (this.#again || this.#closed) return;
    this.#again = true;
    this.#running = this.#running.then(async () => {
      this.#again = false;
      try {
        await this.#update();
      } catch (error) {
        this.#fail(error as Error);
      }
    });
  }

  /** Tracks have changed: what is shown of them may be another. @param ids null for any */
  changed(ids: readonly number[] | null): void {
    const track = this.#parts.players.shown?.report.track ?? null;
    if (track === null || (ids !== null && !ids.includes(track))) return;
    this.#isStale = true;
    this.follow();
  }

  /** Resolves when all that was told is on the bus. */
  idle(): Promise<void> {
    return this.#running;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#leave();
    await this.#running;
    this.#leave();
  }

  async #update(): Promise<void> {
    const { players } = this.#parts;
    if (players.shown === null || !(await this.#parts.wanted())) return this.#leave();
    const id = players.shown?.report.track ?? null;
    if (id === null) return this.#leave();
    if (this.#bus === null && !this.#mayEnter()) return;
    if (this.#known?.id !== id || this.#isStale) await this.#learn(id);
    // Programs ask as soon as they see the name: by then the track is known.
    if (this.#bus === null && !(await this.#enter())) return;
    // Another track may have begun meanwhile: its report makes the next round.
    const { shown } = players;
    if (shown !== null && shown.report.track === id) this.#tell(shown);
  }

  #mayEnter(): boolean {
    return this.#failedFor === null || this.#parts.players.pages.some((page) => !this.#failedFor?.has(page));
  }

  /** @returns whether the bus is there */
  async #enter(): Promise<boolean> {
    const { address } = this.#parts;
    this.#told.clear();
    this.#last = null;
    const bus = await BusConnection.open({
      address,
      names: [NAME, `${NAME}.instance${process.pid}`],
      onCall: (call) => {
        const state = this.#state();
        if (state === null) {
          return { errorName: 'org.freedesktop.DBus.Error.Failed', message: 'nothing is loaded' };
        }
        return answerCall(call, state, (command) => this.#ask(command));
      },
      onEnd: (error) => this.#fail(error),
    });
    this.#failedFor = null;
    if (this.#closed) {
      bus.close();
      return false;
    }
    this.#bus = bus;
    return true;
  }

  #ask(command: PlayerCommand): void {
    this.#parts.players.ask(command);
  }

  async #learn(id: number): Promise<void> {
    // A change that comes while it is read makes the next round.
    this.#isStale = false;
    const [track, cover] = await Promise.all([
      this.#parts.track(id).catch(() => null),
      // A picture that cannot be read leaves the others as they are.
      this.#parts.cover(id).catch(() => null),
    ]);
    this.#known = { id, track, cover };
  }

  #state(shown: ShownPlayer | null = this.#parts.players.shown): MprisState | null {
    if (shown === null) return null;
    const known = this.#known?.id === shown.report.track ? this.#known : null;
    const duration = known?.track?.duration ?? 0;
    return {
      report: shown.report,
      metadata: metadataOf(known?.track ?? null, known?.cover ?? null),
      duration,
      position: positionNow(shown, duration, this.#now()),
    };
  }

  /** Tells what has changed since the last time, and jumps within a track. */
  #tell(shown: ShownPlayer): void {
    const state = this.#state(shown);
    if (state === null || this.#bus === null) return;
    this.#tellChanges(ROOT_INTERFACE, rootProperties(state));
    this.#tellChanges(PLAYER_INTERFACE, playerProperties(state));
    const last = this.#last;
    this.#last = shown;
    if (last === null || last.report.track !== shown.report.track) return;
    const expected = positionNow(last, state.duration, shown.at);
    if (Math.abs(shown.report.position - expected) > JUMP) {
      this.#bus.emit(OBJECT_PATH, PLAYER_INTERFACE, 'Seeked', 'x', [microseconds(state.position)]);
    }
  }

  #tellChanges(iface: string, properties: ReturnType<typeof playerProperties>): void {
    const changed = Object.fromEntries(
      Object.entries(properties).filter(([name, value]) => {
        const key = `${iface} ${name}`;
        const text = JSON.stringify(value);
        const isNew = this.#told.get(key) !== text;
        this.#told.set(key, text);
        return isNew;
      }),
    );
    if (Object.keys(changed).length === 0) return;
    const body = [iface, changed, []];
    this.#bus?.emit(OBJECT_PATH, 'org.freedesktop.DBus.Properties', 'PropertiesChanged', 'sa{sv}as', body);
  }

  #leave(): void {
    this.#bus?.close();
    this.#bus = null;
    this.#known = null;
  }

  #fail(error: Error): void {
    this.#leave();
    this.#failedFor = new Set(this.#parts.players.pages);
    if (this.#hasTold || this.#closed) return;
    this.#hasTold = true;
    this.#parts.onProblem(error);
  }
}
