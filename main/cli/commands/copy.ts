/** `descant copy QUERY DIR`: makes a folder hold copies of tracks with their tags, for a device or another person. */
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { NAME_TARGETS, type NameTarget } from '../../../app/model/mount.ts';
import { openTrackSource } from '../../../app/mount/track-source.ts';
import { libraryFolder } from '../../../app/storage/library-folder.ts';
import { parseQuery } from '../../../app/library/query/parse.ts';
import { compileTemplate } from '../../../fuse/template/compile.ts';
import { Overlay } from '../../../fuse/overlay/overlay.ts';
import { copyTracks, type CopyResult } from '../../copies/copy-tracks.ts';
import { TARGETS } from '../../copies/convert.ts';
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import { CancelledError, interruptible, showProgress } from '../long-work.ts';
import { countOf, formatBytes, printJson, printLines } from '../output.ts';
import { placeOutside } from '../taken-place.ts';

/** File systems whose names are those of Windows, by `statfs` (linux/magic.h): FAT, exFAT, NTFS. */
const WINDOWS_DISKS = new Set([0x4d44, 0x2011bab0, 0x5346544e, 0x7366746e]);

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {
    template: { type: 'string' },
    names: { type: 'string' },
    convert: { type: 'string' },
    sidecars: { type: 'boolean', default: false },
    'best-copies': { type: 'boolean', default: false },
    delete: { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
  });
  const directory = positionals.at(-1);
  if (directory === undefined || positionals.length < 2) {
    throw new UsageError('copy takes a query and a folder, such as descant copy "rating:4.." /media/player/Music');
  }
  const query = positionals.slice(0, -1).join(' ');
  parseQuery(query);
  const names = nameTarget(values.names);
  const format = convertTarget(values.convert);
  return withLibrary(values.library, ({ api }) =>
    interruptible(async (signal) => {
      const place = await placeOutside(api, resolve(directory));
      const settings = await api.settings.get.query();
      const template = values.template ?? settings['mount.template'];
      const target = names ?? ((await isWindowsDisk(place)) ? 'windows' : settings['mount.names']);
      const view = { name: '', template, query, playlist: false, bestCopies: values['best-copies'] };
      const source = openTrackSource(libraryFolder(values.library), [view]);
      try {
        showProgress('copy: reading the library');
        const overlay = await Overlay.open(source, {
          views: [{ ...view, template: compileTemplate(template, { target }) }],
          sidecars: values.sidecars,
        });
        try {
          const options = { convert: format, delete: values.delete, dryRun: values['dry-run'] };
          const report = (done: number, total: number, path: string): void =>
            showProgress(`copy: ${done} of ${total}, ${path}`);
          const result = await copyTracks(overlay, place, options, report, signal);
          showProgress('');
          if (values.json) printJson({ directory: place, dryRun: options.dryRun, ...result });
          else printLines(words(result, place, options));
          if (result.cancelled) throw new CancelledError('the copying was cancelled; the next run goes on from here');
          return result.failed.length > 0 ? 1 : 0;
        } finally {
          overlay.close();
        }
      } finally {
        source.close();
      }
    }),
  );
}

function words(
  { copied, unchanged, deleted, stale, failed, bytes }: CopyResult,
  directory: string,
  options: { readonly dryRun: boolean; readonly delete: boolean },
): string[] {
  const kept = stale.length - deleted.length;
  return [
    ...(options.dryRun ? [...copied.map((path) => `+ ${path}`), ...deleted.map((path) => `- ${path}`)] : []),
    `${directory}: ${countOf(copied.length, 'file')} ${options.dryRun ? 'to copy' : 'copied'} (${formatBytes(bytes)}), ${unchanged} unchanged, ${deleted.length} ${options.dryRun ? 'to delete' : 'deleted'}`,
    ...(kept > 0 && !options.delete
      ? [`${countOf(kept, 'file')} of tracks that the query does not find any more; --delete removes them`]
      : []),
    ...failed.map(({ path, message }) => `${path}: ${message}`),
  ];
}

function nameTarget(asked: string | undefined): NameTarget | null {
  if (asked === undefined) return null;
  const known = NAME_TARGETS.find((target) => target === asked);
  if (known) return known;
  throw new UsageError(`--names takes ${NAME_TARGETS.join(', ')}, not "${asked}"`);
}

function convertTarget(asked: string | undefined): string | null {
  if (asked === undefined) return null;
  if (Object.hasOwn(TARGETS, asked)) return asked;
  throw new UsageError(`--convert takes ${Object.keys(TARGETS).join(', ')}, not "${asked}"`);
}

async function isWindowsDisk(directory: string): Promise<boolean> {
  for (let path = directory; ; path = dirname(path)) {
    const found = await statfs(path).catch(() => null);
    if (found) return WINDOWS_DISKS.has(found.type);
    if (dirname(path) === path) return false;
  }
}
