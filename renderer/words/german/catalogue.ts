/**
 * The German texts of all rooms, and those that the service gives in English. A text that several rooms show is in
 * `common.ts`; none is in two files.
 */
import { GERMAN_NAMES } from '../../catalog/german.ts';
import { ACTIONS } from './actions.ts';
import { ACTIVITY } from './activity.ts';
import { ALBUMS } from './albums.ts';
import { COMMON } from './common.ts';
import { COPIES } from './copies.ts';
import { COMPACTION } from './compaction.ts';
import { EXPORT } from './export.ts';
import { IDENTIFICATION } from './identification.ts';
import { DUMPS } from './dumps.ts';
import { IMPORT } from './import.ts';
import { INSPECTOR } from './inspector.ts';
import { LIBRARY } from './library.ts';
import { MOUNT } from './mount.ts';
import { OFFERS } from './offers.ts';
import { PICTURES } from './pictures.ts';
import { PLAYER } from './player.ts';
import { PLAYLISTS } from './playlists.ts';
import { RECOGNITION } from './recognition.ts';
import { RECORDINGS } from './recordings.ts';
import { REVIEW } from './review.ts';
import { ACTION_WORDS } from './service-actions.ts';
import { CHECK_WORDS } from './service-checks.ts';
import { FIELD_NAMES } from './service-fields.ts';
import { MESSAGE_WORDS } from './service-messages.ts';
import { SETTINGS } from './settings.ts';
import { SHELL } from './shell.ts';
import { WORDS } from './words.ts';

export const GERMAN = {
  ...GERMAN_NAMES,
  ...ACTIONS,
  ...ACTIVITY,
  ...ALBUMS,
  ...COMMON,
  ...COMPACTION,
  ...COPIES,
  ...EXPORT,
  ...IDENTIFICATION,
  ...DUMPS,
  ...IMPORT,
  ...INSPECTOR,
  ...LIBRARY,
  ...MOUNT,
  ...OFFERS,
  ...PICTURES,
  ...PLAYER,
  ...PLAYLISTS,
  ...RECOGNITION,
  ...RECORDINGS,
  ...REVIEW,
  ...SETTINGS,
  ...SHELL,
  ...WORDS,
} as const;

/** By what they are and their name in the service: `field: albumartist` (`serviceText` of `text.ts`). */
export const GERMAN_OF_SERVICE = { ...FIELD_NAMES, ...ACTION_WORDS, ...CHECK_WORDS, ...MESSAGE_WORDS };
