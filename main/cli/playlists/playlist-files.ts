/** `descant playlists import` and `export`. */
import { basename, dirname, extname, resolve } from 'node:path';
import {
  PLAYLIST_FORMATS,
  PLAYLIST_PATHS,
  type PlaylistFormat,
  type PlaylistPaths,
  type WrittenPlaylist,
} from '../../../app/model/playlist-files.ts';
import { UsageError } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { readNamedFile } from '../named-file.ts';
import { countOf, printJson, printLines } from '../output.ts';
import { refuseTakenPlace } from '../taken-place.ts';
import { atomicFile } from '../text-sink.ts';
import { foldersOf, type Output } from './change-playlists.ts';
import { findPlaylist } from './find-playlist.ts';
import { mountPlaylist } from './mount-playlist.ts';

/** Bytes of a playlist file at most. */
const LARGEST = 24_000_000;
/** Entries without a track that are listed for people. */
const LISTED = 50;

/** Imports playlist files, all as one batch. @returns the exit code: 1 when a track was not found */
export async function importFiles(
  api: Api,
  paths: readonly string[],
  folder: string | undefined,
  { json, dryRun }: Output,
): Promise<number> {
  const files = [];
  for (const path of paths.map((one) => resolve(one))) {
    files.push({
      fileName: basename(path),
      folder: dirname(path),
      base64: (await readNamedFile(path, LARGEST)).toString('base64'),
    });
  }
  const result = await api.playlists.import.mutate({ files, folders: foldersOf(folder), dryRun });
  if (json) printJson({ ...result, dryRun });
  else {
    const lines = result.playlists.flatMap(({ id, name, smart, found, unmatched }) => [
      `${name}${id === null ? '' : ` (${id})`}: ${smart ? 'a smart playlist' : countOf(found, 'track')}` +
        (unmatched.length === 0 ? '' : `, ${unmatched.length} not found:`),
      ...unmatched.slice(0, LISTED).map(({ line, text }) => `  line ${line}: ${text}`),
      ...(unmatched.length > LISTED ? [`  and ${unmatched.length - LISTED} more; --json lists all`] : []),
    ]);
    const { batch } = result;
    printLines([...lines, ...(batch === null ? [] : [`batch ${batch}; to undo: descant undo ${batch}`])]);
  }
  return result.playlists.some(({ unmatched }) => unmatched.length > 0) ? 1 : 0;
}

/** Writes a playlist as a file, whose extension tells the format. */
export async function exportFile(
  api: Api,
  named: string,
  file: string,
  { paths, force, json }: { paths: string | undefined; force: boolean; json: boolean },
): Promise<void> {
  const output = resolve(file);
  const format = PLAYLIST_FORMATS.find((one) => `.${one}` === extname(output).toLowerCase());
  if (!format) {
    throw new UsageError(
      `the name of the file tells the format: .${PLAYLIST_FORMATS.join(', .')}; not ${basename(file)}`,
    );
  }
  const { id, name } = findPlaylist(await api.playlists.list.query(), named);
  const from = pathsOption(paths);
  await refuseTakenPlace(api, output, force);
  const { text, tracks, leftOut } =
    from === 'mount'
      ? await withMountPaths(api, id, format)
      : await api.playlists.file.query({ id, format, relativeTo: from === 'relative' ? dirname(output) : null });
  const sink = await atomicFile(output, force);
  try {
    await sink.write(text);
    await sink.finish();
  } catch (error) {
    await sink.discard();
    throw error;
  }
  if (json) printJson({ output, tracks, leftOut });
  else {
    const what = format === 'nsp' ? name : `${name}, ${countOf(tracks, 'track')}`;
    printLines([
      `${what}, written to ${output}`,
      ...(leftOut === 0 ? [] : [`${countOf(leftOut, 'track')} left out: their files are missing, or not shown`]),
    ]);
  }
}

/** The mount shows M3U8 alone, so that no other format can have its paths. */
async function withMountPaths(api: Api, id: number, format: PlaylistFormat): Promise<WrittenPlaylist> {
  if (format !== 'm3u8') throw new UsageError('--paths mount writes .m3u8 files');
  const { state, directory } = await api.mount.state.query();
  if (state !== 'mounted' || directory === null) {
    throw Object.assign(new Error('the library is not mounted; mount it with descant mount'), { code: 'NOT_MOUNTED' });
  }
  const [totals] = await api.playlists.totals.query({ ids: [id] });
  const { text, tracks } = await mountPlaylist(directory, id);
  return { text, tracks, leftOut: Math.max(0, (totals?.tracks ?? 0) - tracks) };
}

function pathsOption(text: string | undefined): PlaylistPaths {
  const paths = PLAYLIST_PATHS.find((one) => one === (text ?? 'originals'));
  if (!paths) throw new UsageError(`--paths takes ${PLAYLIST_PATHS.join(', ')}, not "${text}"`);
  return paths;
}
