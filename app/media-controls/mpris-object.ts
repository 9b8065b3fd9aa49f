/**
 * The player as an object of the bus: the interfaces of MPRIS (Media Player Remote Interfacing Specification 2.2), their
 * properties, and what calls of them ask of the player. Pure: the connection and the player are others'.
 */
import type { BusMessage } from '../dbus/bus-message.ts';
import type { CallAnswer } from '../dbus/bus-connection.ts';
import type { BusValue, Variant } from '../dbus/bus-types.ts';
import type { PlayerCommand, PlayerReport } from '../model/player.ts';
import { INTROSPECTION } from './mpris-introspection.ts';
import { microseconds, trackPath, type Metadata } from './mpris-metadata.ts';

export const OBJECT_PATH = '/org/mpris/MediaPlayer2';
export const ROOT_INTERFACE = 'org.mpris.MediaPlayer2';
export const PLAYER_INTERFACE = 'org.mpris.MediaPlayer2.Player';
const PROPERTIES = 'org.freedesktop.DBus.Properties';
const INTROSPECTABLE = 'org.freedesktop.DBus.Introspectable';
const PEER = 'org.freedesktop.DBus.Peer';
const ERRORS = 'org.freedesktop.DBus.Error';

type Properties = { readonly [name: string]: Variant };

/** What the object tells of the player. */
export interface MprisState {
  readonly report: PlayerReport;
  readonly metadata: Metadata;
  /** Seconds; 0 where it is not known. */
  readonly duration: number;
  /** The place in the track now, in seconds. */
  readonly position: number;
}

const STATUS = { playing: 'Playing', paused: 'Paused', stopped: 'Stopped' } as const;
const LOOPS = { off: 'None', all: 'Playlist', one: 'Track' } as const;
const DONE: CallAnswer = { signature: '', body: [] };

const text = (value: string): Variant => ({ type: 's', value });
const yes = (value: boolean): Variant => ({ type: 'b', value });
const texts = (value: readonly string[]): Variant => ({ type: 'as', value });
const real = (value: number): Variant => ({ type: 'd', value });

export function rootProperties({ report }: MprisState): Properties {
  return {
    CanQuit: yes(false),
    CanRaise: yes(report.canRaise),
    HasTrackList: yes(false),
    Identity: text('Descant'),
    DesktopEntry: text('descant'),
    SupportedUriSchemes: texts([]),
    SupportedMimeTypes: texts([]),
  };
}

/** Without `Position`, which changes all the time and is asked for. */
export function playerProperties({ report, metadata, duration }: MprisState): Properties {
  const hasTrack = report.track !== null;
  return {
    PlaybackStatus: text(STATUS[report.state]),
    LoopStatus: text(LOOPS[report.repeat]),
    Rate: real(1),
    MinimumRate: real(1),
    MaximumRate: real(1),
    Shuffle: yes(report.shuffle),
    Metadata: { type: 'a{sv}', value: metadata },
    Volume: real(report.volume),
    CanGoNext: yes(report.hasNext),
    CanGoPrevious: yes(report.hasPrevious),
    CanPlay: yes(hasTrack),
    CanPause: yes(hasTrack),
    CanSeek: yes(hasTrack && duration > 0),
    CanControl: yes(true),
  };
}

/** Answers a call. @param ask what it asks of the player */
export function answerCall(call: BusMessage, state: MprisState, ask: (command: PlayerCommand) => void): CallAnswer {
  const { member = '', path } = call;
  const iface = call.interface ?? interfaceOf(member);
  if (iface === PEER && member === 'Ping') return DONE;
  if (iface === INTROSPECTABLE && member === 'Introspect') {
    return { signature: 's', body: [path === OBJECT_PATH ? INTROSPECTION : nodesAbove(path ?? '/')] };
  }
  if (path !== OBJECT_PATH) return refusal('UnknownObject', `there is no object ${path}`);
  if (iface === PROPERTIES) return answerProperties(call, state, ask);
  if (iface === ROOT_INTERFACE) {
    if (member === 'Raise' && report(state).canRaise) ask({ do: 'raise' });
    return member === 'Raise' || member === 'Quit' ? DONE : unknownMethod(iface, member);
  }
  return iface === PLAYER_INTERFACE ? answerPlayer(call, state, ask) : unknownMethod(iface, member);
}

const report = ({ report: told }: MprisState): PlayerReport => told;

const SIMPLE: Readonly<Record<string, 'play' | 'pause' | 'toggle' | 'stop' | 'next' | 'previous'>> = {
  Play: 'play',
  Pause: 'pause',
  PlayPause: 'toggle',
  Stop: 'stop',
  Next: 'next',
  Previous: 'previous',
};

function answerPlayer({ member = '', body }: BusMessage, state: MprisState, ask: (command: PlayerCommand) => void) {
  const simple = Object.hasOwn(SIMPLE, member) ? SIMPLE[member] : undefined;
  if (simple !== undefined) {
    ask({ do: simple });
    return DONE;
  }
  if (member === 'Seek') {
    const position = state.position + numberOf(body[0]) / 1_000_000;
    // Beyond the end is the next track, as the specification has it.
    if (state.duration > 0 && position > state.duration) ask({ do: 'next' });
    else ask({ do: 'seek', position: Math.max(0, position) });
    return DONE;
  }
  if (member === 'SetPosition') {
    const position = numberOf(body[1]) / 1_000_000;
    // A place in a track that has ended meanwhile, or outside of this one, means nothing.
    const isMeant = body[0] === trackPath(state.report.track ?? 0);
    if (isMeant && position >= 0 && position <= state.duration) ask({ do: 'seek', position });
    return DONE;
  }
  if (member === 'OpenUri') return refusal('NotSupported', 'Descant plays the tracks of its library');
  return unknownMethod(PLAYER_INTERFACE, member);
}

function answerProperties(call: BusMessage, state: MprisState, ask: (command: PlayerCommand) => void): CallAnswer {
  const [iface, name] = call.body;
  const position = { Position: { type: 'x', value: microseconds(state.position) } };
  const all: Properties | null =
    iface === ROOT_INTERFACE
      ? rootProperties(state)
      : iface === PLAYER_INTERFACE
        ? { ...playerProperties(state), ...position }
        : null;
  if (all === null) return refusal('UnknownInterface', `there is no interface ${String(iface)}`);
  if (call.member === 'GetAll') return { signature: 'a{sv}', body: [all] };
  const property = typeof name === 'string' && Object.hasOwn(all, name) ? all[name] : undefined;
  if (property === undefined) return refusal('UnknownProperty', `there is no property ${String(name)}`);
  if (call.member === 'Get') return { signature: 'v', body: [property] };
  if (call.member !== 'Set') return unknownMethod(PROPERTIES, call.member ?? '');
  const command = commandOfSetting(name as string, (call.body[2] as Variant | undefined)?.value);
  if (command === null) return refusal('PropertyReadOnly', `${String(name)} cannot be set to this`);
  if (command !== 'nothing') ask(command);
  return DONE;
}

/** What setting a property asks for; `nothing` for one that has that value always, null where it cannot be set. */
function commandOfSetting(name: string, value: BusValue | undefined): PlayerCommand | 'nothing' | null {
  if (name === 'Volume' && typeof value === 'number' && Number.isFinite(value)) {
    return { do: 'volume', volume: Math.max(0, Math.min(1, value)) };
  }
  if (name === 'Shuffle' && typeof value === 'boolean') return { do: 'shuffle', on: value };
  if (name === 'LoopStatus') {
    const mode = (Object.keys(LOOPS) as PlayerReport['repeat'][]).find((one) => LOOPS[one] === value);
    return mode === undefined ? null : { do: 'repeat', mode };
  }
  // A rate of 0 means pause.
  if (name === 'Rate' && typeof value === 'number') return value === 0 ? { do: 'pause' } : 'nothing';
  return null;
}

/** Calls may name no interface. */
function interfaceOf(member: string): string {
  if (member === 'Introspect') return INTROSPECTABLE;
  if (member === 'Raise' || member === 'Quit') return ROOT_INTERFACE;
  return ['Get', 'GetAll', 'Set'].includes(member) ? PROPERTIES : PLAYER_INTERFACE;
}

/** The way to the object, for programs that look for it from above: `/org` has `mpris`. */
function nodesAbove(path: string): string {
  const above = path === '/' ? '/' : `${path}/`;
  const child = OBJECT_PATH.startsWith(above) ? OBJECT_PATH.slice(above.length).split('/')[0] : undefined;
  return `<node>${child === undefined ? '' : `<node name="${child}"/>`}</node>`;
}

function numberOf(value: BusValue | undefined): number {
  return typeof value === 'number' ? value : 0;
}

function unknownMethod(iface: string, member: string): CallAnswer {
  return refusal('UnknownMethod', `${iface} has no method ${member}`);
}

function refusal(error: string, message: string): CallAnswer {
  return { errorName: `${ERRORS}.${error}`, message };
}
