/** `descant playlists`: lists, shows and changes playlists, smart playlists and saved searches, and their folders. */
import { AS_OF, asOfOption } from '../as-of-option.ts';
import { readArguments, withLibrary } from '../command-line.ts';
import type { Api } from '../connect.ts';
import {
  addTracks,
  changePlaylist,
  createPlaylist,
  deletePlaylist,
  moveTrack,
  removeTracks,
  sortTracks,
} from '../playlists/change-playlists.ts';
import { exportFile, importFiles } from '../playlists/playlist-files.ts';
import { RULE_OPTIONS, ruleOption } from '../playlists/rule-options.ts';
import { listPlaylists, showPlaylist } from '../playlists/show-playlists.ts';
import { chooseAction, type SubCommand } from '../sub-command.ts';

const OPTIONS = {
  ...RULE_OPTIONS,
  folder: { type: 'string' },
  search: { type: 'boolean', default: false },
  paths: { type: 'string' },
  force: { type: 'boolean', default: false },
  ...AS_OF,
  'dry-run': { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof readArguments<typeof OPTIONS>>['values'];

interface Action extends SubCommand<keyof typeof OPTIONS> {
  readonly run: (api: Api, words: readonly string[], values: Values) => Promise<void | number>;
}

const RULE = ['query', 'sort', 'limit', 'random'] as const;

const outputOf = (values: Values) => ({ json: values.json === true, dryRun: values['dry-run'] === true });

const ACTIONS: Readonly<Record<string, Action>> = {
  list: {
    takes: '',
    least: 0,
    most: 0,
    options: ['as-of'],
    run: (api, _, values) => listPlaylists(api, values.json === true, asOfOption(values['as-of'])),
  },
  show: {
    takes: 'NAME',
    least: 1,
    most: 1,
    options: ['as-of'],
    run: (api, [name], values) => showPlaylist(api, name!, values.json === true, asOfOption(values['as-of'])),
  },
  create: {
    takes: 'NAME',
    least: 1,
    most: 1,
    options: [...RULE, 'folder', 'search', 'dry-run'],
    run: (api, [name], values) =>
      createPlaylist(
        api,
        name!,
        { rule: ruleOption(values, null), folder: values.folder, search: values.search === true },
        outputOf(values),
      ),
  },
  change: {
    takes: 'NAME',
    least: 1,
    most: 1,
    options: [...RULE, 'folder', 'dry-run'],
    run: (api, [name], values) =>
      changePlaylist(
        api,
        name!,
        { folder: values.folder, ruleOf: ({ rule }) => ruleOption(values, rule) },
        outputOf(values),
      ),
  },
  rename: {
    takes: 'NAME NEW-NAME',
    least: 2,
    most: 2,
    options: ['dry-run'],
    run: (api, [name, newName], values) => changePlaylist(api, name!, { name: newName! }, outputOf(values)),
  },
  delete: {
    takes: 'NAME',
    least: 1,
    most: 1,
    options: ['dry-run'],
    run: (api, [name], values) => deletePlaylist(api, name!, outputOf(values)),
  },
  add: {
    takes: 'NAME QUERY',
    least: 2,
    most: Infinity,
    options: ['dry-run'],
    run: (api, [name, ...terms], values) => addTracks(api, name!, terms.join(' '), outputOf(values)),
  },
  remove: {
    takes: 'NAME QUERY',
    least: 2,
    most: Infinity,
    options: ['dry-run'],
    run: (api, [name, ...terms], values) => removeTracks(api, name!, terms.join(' '), outputOf(values)),
  },
  move: {
    takes: 'NAME FROM TO',
    least: 3,
    most: 3,
    options: ['dry-run'],
    run: (api, [name, from, to], values) => moveTrack(api, name!, from!, to!, outputOf(values)),
  },
  sort: {
    takes: 'NAME FIELD…',
    least: 2,
    most: Infinity,
    options: ['dry-run'],
    run: (api, [name, ...fields], values) => sortTracks(api, name!, fields.join(','), outputOf(values)),
  },
  import: {
    takes: 'FILE…',
    least: 1,
    most: Infinity,
    options: ['folder', 'dry-run'],
    run: (api, files, values) => importFiles(api, files, values.folder, outputOf(values)),
  },
  export: {
    takes: 'NAME FILE',
    least: 2,
    most: 2,
    options: ['paths', 'force'],
    run: (api, [name, file], values) =>
      exportFile(api, name!, file!, { paths: values.paths, force: values.force, json: values.json }),
  },
};

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, OPTIONS);
  const { action, words } = chooseAction('playlists', ACTIONS, positionals, values, 'list');
  return withLibrary(values.library, async ({ api }) => {
    return (await action.run(api, words, values)) ?? 0;
  });
}
