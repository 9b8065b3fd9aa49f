/** `descant art`: lists, sets, finds, copies, removes and exports the pictures of tracks, and deletes unused ones. */
import { FOUND_ART_TYPES } from '../../../app/model/art.ts';
import { anyType, typeOption } from '../art/art-words.ts';
import { copyArt, removeArt, setArt } from '../art/change-art.ts';
import { exportArt } from '../art/export-art.ts';
import { cleanArt } from '../art/clean-art.ts';
import { findArt } from '../art/find-art.ts';
import { listArt } from '../art/list-art.ts';
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { finishedQuery } from '../finished-query.ts';
import { chooseAction, type SubCommand } from '../sub-command.ts';

const OPTIONS = {
  type: { type: 'string' },
  description: { type: 'string' },
  name: { type: 'string' },
  only: { type: 'boolean', default: false },
  fit: { type: 'boolean', default: false },
  force: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof readArguments<typeof OPTIONS>>['values'];

interface Action extends SubCommand<keyof typeof OPTIONS> {
  readonly run: (api: Api, words: readonly string[], values: Values) => Promise<void | number>;
}

const outputOf = (values: Values) => ({ json: values.json === true, dryRun: values['dry-run'] === true });

const ACTIONS: Readonly<Record<string, Action>> = {
  list: {
    takes: '[QUERY]',
    least: 0,
    most: Infinity,
    options: [],
    run: (api, words, values) => listArt(api, words.join(' '), values.json === true),
  },
  set: {
    takes: 'QUERY FILE',
    least: 2,
    most: Infinity,
    options: ['type', 'description', 'only', 'fit', 'dry-run'],
    run: (api, words, values) => {
      const type = anyType(values.type) ?? 'front';
      const options = { type, only: values.only, fit: values.fit, description: values.description ?? '' };
      return setArt(api, finishedQuery(words.slice(0, -1)), words.at(-1)!, options, outputOf(values));
    },
  },
  find: {
    takes: '[QUERY]',
    least: 0,
    most: Infinity,
    options: ['type', 'fit', 'dry-run'],
    run: (api, words, values) => {
      const type = typeOption(values.type, FOUND_ART_TYPES) ?? 'front';
      return findArt(api, finishedQuery(words), { type, fit: values.fit }, outputOf(values));
    },
  },
  copy: {
    takes: 'ID QUERY',
    least: 2,
    most: Infinity,
    options: ['type', 'fit', 'dry-run'],
    run: (api, [from, ...words], values) =>
      copyArt(api, from!, finishedQuery(words), { type: anyType(values.type), fit: values.fit }, outputOf(values)),
  },
  remove: {
    takes: 'QUERY',
    least: 1,
    most: Infinity,
    options: ['type', 'dry-run'],
    run: (api, words, values) => removeArt(api, finishedQuery(words), anyType(values.type), outputOf(values)),
  },
  export: {
    takes: 'QUERY DIR',
    least: 2,
    most: Infinity,
    options: ['name', 'force'],
    run: (api, words, values) => {
      const options = { name: values.name, force: values.force, json: values.json === true };
      return exportArt(api, words.slice(0, -1).join(' '), words.at(-1)!, options);
    },
  },
  clean: {
    takes: '',
    least: 0,
    most: 0,
    options: ['dry-run'],
    run: (api, _words, values) => cleanArt(api, outputOf(values)),
  },
};

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, OPTIONS);
  if (positionals.length === 0) throw new UsageError(`art takes ${Object.keys(ACTIONS).join(', ')}`);
  const { action, words } = chooseAction('art', ACTIONS, positionals, values, 'list');
  return withLibrary(values.library, async ({ api }) => (await action.run(api, words, values)) ?? 0);
}
