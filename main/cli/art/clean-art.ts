/** `descant art clean`: deletes pictures of the library that nothing names any more. */
import type { Api } from '../connect.ts';
import { countOf, formatBytes, printJson, printLines } from '../output.ts';

export async function cleanArt(api: Api, { json, dryRun }: { json: boolean; dryRun: boolean }): Promise<void> {
  const { pictures, bytes, recent } = await api.art.clean.mutate({ dryRun });
  if (json) return printJson({ pictures, bytes, recent, dryRun });
  const deleted = `${countOf(pictures, 'picture')} (${formatBytes(bytes)})`;
  printLines([
    pictures === 0
      ? 'Tracks, the history or backups name every picture of the library.'
      : `${dryRun ? 'Would delete' : 'Deleted'} ${deleted} that neither a track, the history nor a backup names.`,
    ...(recent === 0
      ? []
      : [`${countOf(recent, 'picture')} more that nothing names came less than a day ago, and stay.`]),
  ]);
}
