/** One message of every type, for the tests of both ends of the protocol. A type without a sample does not compile. */
import type { SavedChanges } from '../../../fuse/overlay/edit-sink.ts';
import type { MountLayout } from '../../library/views.ts';
import type { FromMount, ToMount } from '../mount-protocol.ts';

type Samples<Any extends { readonly type: string }> = {
  readonly [Type in Any['type']]: Extract<Any, { readonly type: Type }>;
};

export const LAYOUT: MountLayout = {
  views: [
    { name: 'Jazz', template: '$title', query: 'genre:jazz', playlist: true, bestCopies: false },
    { name: '', template: '$artist/$title', query: '', playlist: false, bestCopies: true },
  ],
  names: 'posix',
  sidecars: true,
  playlists: true,
  others: false,
  asOf: null,
};

export const CHANGES: SavedChanges = {
  trackId: 7,
  fields: { title: ['One'], genre: null },
  pictures: [{ type: 3, mime: 'image/png', description: '', bytes: Uint8Array.of(1, 2) }],
  author: 'kid3',
};

export const TO_MOUNT_SAMPLES: Samples<ToMount> = {
  mount: { type: 'mount', library: '/library', directory: '/mnt', layout: LAYOUT },
  show: { type: 'show', layout: LAYOUT },
  changed: { type: 'changed', ids: [1, 2] },
  playlists: { type: 'playlists', ids: [3] },
  saved: { type: 'saved', call: 1, generation: 4 },
  'not-saved': { type: 'not-saved', call: 2, message: 'the disk is full' },
  unmount: { type: 'unmount', unlessBusy: true },
};

export const FROM_MOUNT_SAMPLES: Samples<FromMount> = {
  mounted: { type: 'mounted', directory: '/mnt', backend: 'driver', limitations: ['read-only', 'slow'] },
  failed: { type: 'failed', code: 'MOUNT_FAILED', message: 'no FUSE here' },
  unmounted: { type: 'unmounted' },
  busy: { type: 'busy', message: 'vlc uses it' },
  save: { type: 'save', call: 1, changes: CHANGES },
  'save-together': { type: 'save-together', call: 2, changes: [CHANGES], note: 'renamed Jazz to Blues' },
  refused: {
    type: 'refused',
    save: { trackId: null, path: 'One.flac', author: 'kid3', reason: 'other audio', kept: '/q/1' },
  },
  problem: { type: 'problem', message: 'the original has changed', trackId: 7 },
};
