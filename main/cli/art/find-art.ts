/** `descant art find`: gives tracks without a picture the best one of their folders, all as one batch. */
import type { ArtProposal, ArtProposalPage, FoundArtType } from '../../../app/model/art.ts';
import type { Api } from '../connect.ts';
import { CancelledError, interruptible, showProgress } from '../long-work.ts';
import { countOf, describeError, formatBytes, printLines, table } from '../output.ts';
import { pixels, tell, type Output } from './art-words.ts';

const PAGE = 1000;

interface Failed {
  readonly path: string;
  readonly message: string;
}

/** @returns the exit code: 1 where a picture could not be read */
export function findArt(
  api: Api,
  query: string,
  { type, fit }: { type: FoundArtType; fit: boolean },
  output: Output,
): Promise<number> {
  return interruptible(async (signal) => {
    const { found, without } = await search(api, { query, type, fit }, signal);
    if (!output.json) printLines(words(found, without, type));
    const failed: Failed[] = [];
    const wanted = [];
    for (const [done, proposal] of (output.dryRun ? [] : found).entries()) {
      if (signal.aborted) throw new CancelledError('finding pictures was cancelled; no track was changed');
      showProgress(`art: ${done} of ${found.length} pictures read`);
      const { path, pathBase64, tracks } = proposal;
      try {
        const { hash } = await api.art.store.mutate({ picture: { path, pathBase64 }, fit });
        wanted.push({ where: { ids: [...tracks] }, pictures: [{ type, hash }] });
      } catch (error) {
        failed.push({ path, message: describeError(error).message });
      }
    }
    showProgress('');
    if (!output.json) printLines(failed.map(({ message }) => message));
    const tracks = found.reduce((sum, { tracks: ids }) => sum + ids.length, 0);
    const result =
      wanted.length > 0
        ? await api.art.set.mutate({ wanted })
        : { batch: null, tracks: output.dryRun ? tracks : 0, changes: [] };
    tell(result, output, { found, without, failed });
    return failed.length > 0 ? 1 : 0;
  });
}

/** All proposals; those of a folder whose tracks are on several pages are one. */
async function search(
  api: Api,
  request: { query: string; type: FoundArtType; fit: boolean },
  signal: AbortSignal,
): Promise<{ found: ArtProposal[]; without: number }> {
  const found = new Map<string, ArtProposal>();
  let without = 0;
  let looked = 0;
  for (let after: number | null = 0; after !== null;) {
    if (signal.aborted) throw new CancelledError('finding pictures was cancelled; no track was changed');
    const page: ArtProposalPage = await api.art.find.query({ ...request, after, limit: PAGE });
    for (const proposal of page.proposals) {
      const key = proposal.pathBase64 ?? proposal.path;
      const same = found.get(key);
      found.set(key, same ? { ...same, tracks: [...same.tracks, ...proposal.tracks] } : proposal);
    }
    without += page.without;
    looked += page.tracks;
    showProgress(`art: ${looked} tracks without a picture, ${found.size} pictures found`);
    after = page.next;
  }
  return { found: [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), without };
}

function words(found: readonly ArtProposal[], without: number, type: FoundArtType): string[] {
  const rows = found.map((one) => [
    countOf(one.tracks.length, 'track'),
    pixels(one),
    formatBytes(one.bytes),
    `${one.path} (${one.reason})`,
  ]);
  const none = without === 0 ? [] : [`${countOf(without, 'track')} have no picture of type ${type} in their folders`];
  return [...table(rows), ...none];
}
