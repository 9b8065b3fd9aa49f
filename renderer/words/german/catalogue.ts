/** The German texts of all rooms. A text that several rooms show is in `common.ts`; none is in two files. */
import { GERMAN_NAMES } from '../../catalog/german.ts';
import { COMMON } from './common.ts';
import { LIBRARY } from './library.ts';
import { PLAYER } from './player.ts';
import { SETTINGS } from './settings.ts';
import { SHELL } from './shell.ts';
import { WORDS } from './words.ts';

export const GERMAN = { ...GERMAN_NAMES, ...COMMON, ...LIBRARY, ...PLAYER, ...SETTINGS, ...SHELL, ...WORDS } as const;
