/**
 * The messages between the service and the mount's process, over the IPC channel of Node (serialisation `advanced`).
 *
 * Both ends read with `readToMount` and `readFromMount`, which check every message, and answer with `handle`, which
 * takes a handler for every type: a message without a handler does not compile.
 */
import type { RefusedSave, SavedChanges, SavedPicture } from '../../fuse/overlay/edit-sink.ts';
import type { MountedView, MountLayout } from '../library/views.ts';
import { NAME_TARGETS } from '../model/mount.ts';
import {
  bytes,
  flag,
  integer,
  listOf,
  nullable,
  objectOf,
  oneOf,
  optional,
  recordOf,
  text,
  type Check,
  type Shape,
} from './message-shape.ts';

/** What the service tells the mount's process. */
export type ToMount =
  /** Mounts the library. The first message, sent once; the answer is `mounted` or `failed`. */
  | { readonly type: 'mount'; readonly library: string; readonly directory: string; readonly layout: MountLayout }
  /** Shows other views, without unmounting. The answer is `mounted`. */
  | { readonly type: 'show'; readonly layout: MountLayout }
  /** Tracks have changed; null means that any may have. */
  | { readonly type: 'changed'; readonly ids: readonly number[] | null }
  /** Playlists were created, changed or deleted. */
  | { readonly type: 'playlists'; readonly ids: readonly number[] }
  /** The changes of call `call` are durable. `generation` is that of the track, null for changes of several tracks. */
  | { readonly type: 'saved'; readonly call: number; readonly generation: number | null }
  /** The changes of call `call` were not made. */
  | { readonly type: 'not-saved'; readonly call: number; readonly message: string }
  /** Unmounts and ends. With `unlessBusy` only if no program uses the mount: the answer is otherwise `busy`. */
  | { readonly type: 'unmount'; readonly unlessBusy?: boolean | undefined };

/** What the mount's process tells the service. */
export type FromMount =
  /** The library is mounted, or the views asked for are shown. */
  | {
      readonly type: 'mounted';
      readonly directory: string;
      readonly backend: string;
      readonly limitations: readonly string[];
    }
  /** The library could not be mounted or unmounted. The process ends. */
  | { readonly type: 'failed'; readonly code: string; readonly message: string }
  /** The library is unmounted. The process ends. */
  | { readonly type: 'unmounted' }
  /** The mount stays: the message names the programs that use it. */
  | { readonly type: 'busy'; readonly message: string }
  /** A program has saved a track and waits for the answer to `call`. */
  | { readonly type: 'save'; readonly call: number; readonly changes: SavedChanges }
  /** A program has changed several tracks at once and waits for the answer to `call`. */
  | {
      readonly type: 'save-together';
      readonly call: number;
      readonly changes: readonly SavedChanges[];
      /** For the history. */
      readonly note: string;
    }
  /** A save was refused; there is no answer. */
  | { readonly type: 'refused'; readonly save: RefusedSave }
  /** Something could not be served: an original that has changed (with its track), or another failure (null). */
  | { readonly type: 'problem'; readonly message: string; readonly trackId: number | null };

interface Message {
  readonly type: string;
}

type Content<Any extends Message, Type extends Any['type']> = Omit<Extract<Any, { readonly type: Type }>, 'type'>;

type Shapes<Any extends Message> = { readonly [Type in Any['type']]: Shape<Content<Any, Type>> };

/** A function for every type of message. */
export type Handlers<Any extends Message> = {
  readonly [Type in Any['type']]: (message: Extract<Any, { readonly type: Type }>) => void;
};

const view: Check<MountedView> = objectOf<MountedView>({
  name: text,
  template: text,
  query: text,
  playlist: flag,
  bestCopies: flag,
});
const layout = objectOf<MountLayout>({
  views: listOf(view),
  names: oneOf(NAME_TARGETS),
  sidecars: flag,
  playlists: flag,
  others: flag,
  asOf: nullable(integer),
});
const picture = objectOf<SavedPicture>({ type: integer, mime: text, description: text, bytes });
const changes = objectOf<SavedChanges>({
  trackId: integer,
  fields: recordOf(nullable(listOf(text))),
  pictures: optional(listOf(picture)) as Check<readonly SavedPicture[]>,
  author: text,
});
const save = objectOf<RefusedSave>({
  trackId: nullable(integer),
  path: text,
  author: text,
  reason: text,
  kept: nullable(text),
});

const TO_MOUNT: Shapes<ToMount> = {
  mount: { library: text, directory: text, layout },
  show: { layout },
  changed: { ids: nullable(listOf(integer)) },
  playlists: { ids: listOf(integer) },
  saved: { call: integer, generation: nullable(integer) },
  'not-saved': { call: integer, message: text },
  unmount: { unlessBusy: optional(flag) },
};

const FROM_MOUNT: Shapes<FromMount> = {
  mounted: { directory: text, backend: text, limitations: listOf(text) },
  failed: { code: text, message: text },
  unmounted: {},
  busy: { message: text },
  save: { call: integer, changes },
  'save-together': { call: integer, changes: listOf(changes), note: text },
  refused: { save },
  problem: { message: text, trackId: nullable(integer) },
};

/** The types of the messages of each direction. */
export const TO_MOUNT_TYPES = Object.keys(TO_MOUNT) as ToMount['type'][];
export const FROM_MOUNT_TYPES = Object.keys(FROM_MOUNT) as FromMount['type'][];

/** A message that the service sent; null for anything else. */
export function readToMount(sent: unknown): ToMount | null {
  return isOneOf<ToMount>(sent, TO_MOUNT) ? sent : null;
}

/** A message that the mount's process sent; null for anything else. */
export function readFromMount(sent: unknown): FromMount | null {
  return isOneOf<FromMount>(sent, FROM_MOUNT) ? sent : null;
}

/** Calls the handler for the type of the message. */
export function handle<Any extends Message>(message: Any, handlers: Handlers<Any>): void {
  (handlers[message.type as Any['type']] as (message: Any) => void)(message);
}

function isOneOf<Any extends Message>(sent: unknown, shapes: Shapes<Any>): sent is Any {
  const { type } = (sent ?? {}) as { readonly type?: unknown };
  if (typeof type !== 'string' || !Object.hasOwn(shapes, type)) return false;
  return objectOf(shapes[type as Any['type']] as Shape<object>)(sent);
}
