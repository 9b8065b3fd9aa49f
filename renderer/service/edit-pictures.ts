/**
 * Pictures of tracks by their types: giving, taking away, and taking over from another track. The track whose pictures were
 * copied is kept for as long as the page lives; the pictures themselves never pass through it.
 */
import type { ArtRow, ArtType, CleanedArt } from '../../app/model/art.ts';
import { showToast } from '../messages/toasts.ts';
import { fileSize } from '../words/amounts.ts';
import { t } from '../words/text.ts';
import { errorWords, service } from './client.ts';
import { tellEdit } from './edit-tracks.ts';
import { readPicture } from './picture-file.ts';

export interface CopiedPictures {
  readonly track: number;
  readonly title: string;
  readonly pictures: readonly ArtRow[];
}

/** Tracks by their ids, or those that a query finds. */
type Where = { readonly ids: readonly number[] } | { readonly query: string };

let copied: CopiedPictures | null = null;

/** What was copied last; `null` for nothing. */
export function copiedPictures(): CopiedPictures | null {
  return copied;
}

/** Notes the pictures of a track for others. */
export async function copyPictures(track: number): Promise<void> {
  const [{ pictures }, detail] = await Promise.all([
    service.art.list.query({ query: `id:${track}` }),
    service.tracks.get.query({ id: track }),
  ]);
  if (pictures.length === 0) {
    showToast(t('This track has no picture.'));
    return;
  }
  copied = { track, title: detail.title, pictures };
  showToast(t('Pictures copied. “Give them the copied pictures …” in the menu of other tracks takes them over.'));
}

/** Gives tracks the copied pictures of these types. */
export function givePictures({ track }: CopiedPictures, where: Where, types: readonly ArtType[]): Promise<void> {
  return perform(() => service.art.copy.mutate({ from: track, where: mutable(where), types: [...types], fit: true }));
}

/** Gives a track a picture of a type, in the place of others of that type. */
export function addPicture(track: number, type: ArtType, file: File): Promise<void> {
  return perform(async () => {
    const { hash } = await service.art.store.mutate({ picture: await readPicture(file), fit: true });
    return service.art.set.mutate({ wanted: [{ where: { ids: [track] }, pictures: [{ type, hash }] }] });
  });
}

/** Takes the pictures of a type away. */
export function removePictures(track: number, type: ArtType): Promise<void> {
  return perform(() => service.art.remove.mutate({ where: { ids: [track] }, types: [type] }), 'removed');
}

/** What a clean-up would delete. */
export function unusedPictures(): Promise<CleanedArt> {
  return service.art.clean.mutate({ dryRun: true });
}

/** Deletes the pictures that nothing names. */
export async function cleanPictures(): Promise<void> {
  try {
    const { pictures, bytes } = await service.art.clean.mutate({});
    showToast(t('{{count}} pictures deleted ({{size}})', { count: pictures, size: fileSize(bytes) }));
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}

async function perform(
  call: () => Promise<Parameters<typeof tellEdit>[0]>,
  done: 'changed' | 'removed' = 'changed',
): Promise<void> {
  try {
    tellEdit(await call(), ['picture'], done);
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}

function mutable(where: Where): { ids: number[] } | { query: string } {
  return 'ids' in where ? { ids: [...where.ids] } : { query: where.query };
}
