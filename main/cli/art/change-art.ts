/** The actions of `descant art` that change the pictures of tracks: set, copy and remove. */
import { resolve } from 'node:path';
import type { ArtType } from '../../../app/model/art.ts';
import { readNumber } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { printLines } from '../output.ts';
import { noMatch } from '../no-match.ts';
import { pixels, tell, type Output } from './art-words.ts';

/** Gives the tracks of a query a picture from a file. */
export async function setArt(
  api: Api,
  query: string,
  file: string,
  { type, only, fit, description }: { type: ArtType; only: boolean; fit: boolean; description: string },
  output: Output,
): Promise<void> {
  const ids = await tracksOf(api, query);
  const picture = await api.art.store.mutate({ picture: { path: resolve(file) }, fit });
  if (picture.scaled && !output.json) printLines([`scaled down to ${pixels(picture)}, ${picture.length} bytes`]);
  const wanted = [{ where: { ids }, pictures: [{ type, hash: picture.hash, description }] }];
  tell(await api.art.set.mutate({ wanted, only, dryRun: output.dryRun }), output, { matched: ids.length, picture });
}

/** Gives the tracks of a query the pictures of another track. */
export async function copyArt(
  api: Api,
  from: string,
  query: string,
  { type, fit }: { type: ArtType | null; fit: boolean },
  output: Output,
): Promise<void> {
  const id = readNumber('the track to copy from', from, 1);
  const ids = (await tracksOf(api, query)).filter((one) => one !== id);
  if (ids.length === 0) throw noMatch(`${query} beside track ${id}`);
  const request = { from: id, where: { ids }, types: type && [type], fit, dryRun: output.dryRun };
  tell(await api.art.copy.mutate(request), output, { matched: ids.length });
}

/** Takes the pictures of the tracks of a query away, or those of one type. */
export async function removeArt(api: Api, query: string, type: ArtType | null, output: Output): Promise<void> {
  const ids = await tracksOf(api, query);
  const request = { where: { ids }, types: type && [type], dryRun: output.dryRun };
  tell(await api.art.remove.mutate(request), output, { matched: ids.length });
}

async function tracksOf(api: Api, query: string): Promise<number[]> {
  const ids = await api.tracks.ids.query({ query });
  if (ids.length === 0) throw noMatch(query);
  return ids;
}
