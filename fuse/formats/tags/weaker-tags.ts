/**
 * Tags of lower rank fill what the tag that counts lacks, and are listed beside it: a save may have changed nothing but
 * one of them.
 */
import type { PictureRef, WeakerTag } from '../layout.ts';
import type { TagCollector } from './tag-collector.ts';

/**
 * Fills fields that `tags` lacks, and `pictures` where there are none.
 * @param candidates the highest rank first
 * @returns the layout's entry for those that say anything
 */
export function fillFromWeaker(
  tags: TagCollector,
  pictures: PictureRef[],
  candidates: readonly WeakerTag[],
): { weaker?: readonly WeakerTag[] } {
  const weaker = candidates.filter(saysAnything);
  for (const one of weaker) {
    tags.fill(one.tags);
    if (pictures.length === 0) pictures.push(...one.pictures);
  }
  return weaker.length === 0 ? {} : { weaker };
}

function saysAnything({ tags, pictures }: WeakerTag): boolean {
  for (const _ in tags) return true;
  return pictures.length > 0;
}
