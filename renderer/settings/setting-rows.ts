/**
 * What the page says of each setting of the library, and by which control it is set. The names and types are those of
 * the service, which checks each value: the compiler asks for a row of each setting.
 */
import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../app/api/router.ts';
import { LANGUAGES, type Language } from '../words/languages.ts';
import type { Text } from '../words/text.ts';

export type Settings = inferRouterOutputs<AppRouter>['settings']['get'];
export type SettingName = keyof Settings;

export type SectionId =
  | 'folders'
  | 'services'
  | 'mount'
  | 'files'
  | 'sorting'
  | 'playback'
  | 'appearance'
  | 'elsewhere';

interface Option {
  readonly value: string;
  readonly label: Text;
}

export type SettingControl =
  | { readonly kind: 'switch' }
  | { readonly kind: 'segments'; readonly options: readonly Option[] }
  | { readonly kind: 'decibels'; readonly most: number }
  /** `unit` stands behind the number. */
  | { readonly kind: 'number'; readonly unit: 'pixels' | 'bytes' | 'MB/s' | '/s' }
  /** `wide` stands under its name; what is empty is `null` where that is a value. */
  | { readonly kind: 'text'; readonly placeholder: string; readonly emptyIsNull?: true }
  /** Texts with commas between them. */
  | { readonly kind: 'list'; readonly placeholder: string }
  /** Set by a part of the page, or by another page. */
  | { readonly kind: 'own' };

export interface SettingRow {
  readonly section: SectionId;
  readonly label: Text;
  /** What it does, in one short sentence. */
  readonly hint: Text | '';
  readonly control: SettingControl;
}

const SWITCH: SettingControl = { kind: 'switch' };
const OWN: SettingControl = { kind: 'own' };
const MOST_DECIBELS = 15;
const LANGUAGE_OPTIONS = (Object.keys(LANGUAGES) as Language[]).map((value) => ({ value, label: LANGUAGES[value] }));

/** In the order in which a section lists them. */
export const SETTING_ROWS: Readonly<Record<SettingName, SettingRow>> = {
  'scan.watch': {
    section: 'folders',
    label: 'Notice changes',
    hint: 'As they happen; without it they show after the next scan',
    control: SWITCH,
  },
  'index.url': {
    section: 'services',
    label: 'Fingerprint index',
    hint: 'An acoustid-index server in place of the library’s own index, from the next start on',
    control: { kind: 'text', placeholder: 'http://127.0.0.1:6081/main', emptyIsNull: true },
  },
  'identify.library': {
    section: 'services',
    label: 'Own library',
    hint: 'Identify tracks by better tagged copies of the same sound; no network',
    control: SWITCH,
  },
  'identify.musicbrainz': {
    section: 'services',
    label: 'MusicBrainz',
    hint: 'Sends titles, artists and ids of what you identify',
    control: SWITCH,
  },
  'identify.contact': {
    section: 'services',
    label: 'Your contact',
    hint: 'MusicBrainz asks for an e-mail or web address with each request',
    control: { kind: 'text', placeholder: 'you@example.org', emptyIsNull: true },
  },
  'identify.acoustid': {
    section: 'services',
    label: 'AcoustID',
    hint: 'Sends fingerprints and lengths of what you identify',
    control: SWITCH,
  },
  'identify.acoustid-key': {
    section: 'services',
    label: 'AcoustID key',
    hint: 'Of an application, from acoustid.org/new-application',
    control: { kind: 'text', placeholder: 'a1B2c3D4e5', emptyIsNull: true },
  },
  'identify.acoustid-user-key': {
    section: 'services',
    label: 'Your AcoustID key',
    hint: 'For submissions, from acoustid.org/api-key',
    control: { kind: 'text', placeholder: 'a1B2c3D4e5', emptyIsNull: true },
  },
  'identify.cover-art': {
    section: 'services',
    label: 'Cover Art Archive',
    hint: 'Asks for front covers of releases',
    control: SWITCH,
  },
  'identify.musicbrainz-url': {
    section: 'services',
    label: 'Address of MusicBrainz',
    hint: 'Or of a mirror',
    control: { kind: 'text', placeholder: 'https://musicbrainz.org/ws/2' },
  },
  'identify.acoustid-url': {
    section: 'services',
    label: 'Address of AcoustID',
    hint: 'Or of a server like it',
    control: { kind: 'text', placeholder: 'https://api.acoustid.org/v2' },
  },
  'identify.dumps': {
    section: 'services',
    label: 'Dumps on this machine',
    hint: 'Identify tracks by published data that you have added; no network',
    control: SWITCH,
  },
  'dumps.folder': {
    section: 'services',
    label: 'Folder of the dumps',
    hint: 'On a large disk; empty for a folder of the library',
    control: { kind: 'text', placeholder: '/srv/dumps', emptyIsNull: true },
  },
  'identify.cover-art-url': {
    section: 'services',
    label: 'Address of the Cover Art Archive',
    hint: 'Or of a mirror',
    control: { kind: 'text', placeholder: 'https://coverartarchive.org' },
  },
  'serve.clients': {
    section: 'services',
    label: 'Programs that are answered',
    hint: 'Keys of programs that may use descant serve --api acoustid; none for all',
    control: { kind: 'list', placeholder: '' },
  },
  'serve.users': {
    section: 'services',
    label: 'People who submit',
    hint: 'Keys of people whose submissions are taken; none for all',
    control: { kind: 'list', placeholder: '' },
  },
  'serve.rate': {
    section: 'services',
    label: 'Requests of a program',
    hint: 'How many are answered in a second; 0 for no limit',
    control: { kind: 'number', unit: '/s' },
  },
  'mount.template': { section: 'mount', label: 'Names', hint: '', control: OWN },
  'mount.views': { section: 'mount', label: 'Views', hint: '', control: OWN },
  'mount.names': {
    section: 'mount',
    label: 'Names for',
    hint: '',
    control: {
      kind: 'segments',
      options: [
        { value: 'posix', label: 'Linux, macOS' },
        { value: 'windows', label: 'Windows' },
        { value: 'portable', label: 'FAT, Samba' },
      ],
    },
  },
  'mount.sidecars': {
    section: 'mount',
    label: 'Other files',
    hint: 'Covers, cue sheets, lyrics and booklets beside the tracks',
    control: SWITCH,
  },
  'mount.playlists': {
    section: 'mount',
    label: 'Playlists',
    hint: 'Your playlists as .m3u8 files',
    control: SWITCH,
  },
  'mount.ratings': {
    section: 'mount',
    label: 'Ratings',
    hint: 'Files carry your ratings, favourites and notes',
    control: SWITCH,
  },
  'mount.others': {
    section: 'mount',
    label: 'Other users',
    hint: 'Others may read it from the next mount on; needs user_allow_other in /etc/fuse.conf',
    control: SWITCH,
  },
  'art.names': {
    section: 'files',
    label: 'Covers in folders',
    hint: 'Names of pictures that are front covers, best first; * stands for any text',
    control: { kind: 'list', placeholder: 'cover, folder, front*' },
  },
  'art.most-pixels': {
    section: 'files',
    label: 'Largest picture',
    hint: 'The longer edge of a picture that is added',
    control: { kind: 'number', unit: 'pixels' },
  },
  'art.most-bytes': {
    section: 'files',
    label: 'Heaviest picture',
    hint: 'FLAC files hold at most 16 777 215',
    control: { kind: 'number', unit: 'bytes' },
  },
  'verify.rate': {
    section: 'files',
    label: 'Checking files',
    hint: 'How fast a deep check reads at most; 0 for no limit',
    control: { kind: 'number', unit: 'MB/s' },
  },
  'sort.articles': {
    section: 'sorting',
    label: 'Leading articles',
    hint: 'Lists sort without them: “The Beatles” under B',
    control: { kind: 'text', placeholder: 'The, A, Der, Die, Das, Les' },
  },
  'playback.gain': {
    section: 'playback',
    label: 'ReplayGain',
    hint: 'Equal loudness, by the tags',
    control: {
      kind: 'segments',
      options: [
        { value: 'off', label: 'Off' },
        { value: 'track', label: 'Track' },
        { value: 'album', label: 'Album' },
      ],
    },
  },
  'playback.preamp': {
    section: 'playback',
    label: 'Preamplifier',
    hint: 'For tracks with a gain',
    control: { kind: 'decibels', most: MOST_DECIBELS },
  },
  'playback.without-gain': {
    section: 'playback',
    label: 'Without a gain',
    hint: 'For all other tracks',
    control: { kind: 'decibels', most: MOST_DECIBELS },
  },
  'playback.no-clipping': {
    section: 'playback',
    label: 'No clipping',
    hint: 'Lower the gain where peaks would be cut off',
    control: SWITCH,
  },
  'playback.gapless': {
    section: 'playback',
    label: 'Gapless',
    hint: 'Tracks of an album follow one another without a gap',
    control: SWITCH,
  },
  'playback.media-controls': {
    section: 'playback',
    label: 'Media controls',
    hint: 'Desktop widgets and playerctl control the player, on Linux',
    control: SWITCH,
  },
  'appearance.theme': {
    section: 'appearance',
    label: 'Theme',
    hint: '',
    control: {
      kind: 'segments',
      options: [
        { value: 'system', label: 'As the system' },
        { value: 'light', label: 'Light' },
        { value: 'dark', label: 'Dark' },
      ],
    },
  },
  'appearance.contrast': {
    section: 'appearance',
    label: 'Contrast',
    hint: '',
    control: {
      kind: 'segments',
      options: [
        { value: 'system', label: 'As the system' },
        { value: 'more', label: 'More' },
      ],
    },
  },
  'appearance.language': {
    section: 'appearance',
    label: 'Language',
    hint: '',
    control: {
      kind: 'segments',
      options: [{ value: 'automatic', label: 'As the browser' }, ...LANGUAGE_OPTIONS],
    },
  },
  'fields.declared': { section: 'elsewhere', label: 'Your own fields', hint: '', control: OWN },
  'actions.groups': { section: 'elsewhere', label: 'Groups of actions', hint: '', control: OWN },
};

/** The settings of a section that a row sets, in order. */
export function settingsIn(section: SectionId): readonly SettingName[] {
  const names = Object.keys(SETTING_ROWS) as SettingName[];
  return names.filter((name) => SETTING_ROWS[name].section === section && SETTING_ROWS[name].control.kind !== 'own');
}
