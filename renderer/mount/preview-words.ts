/** A preview in words, and its paths cut where the file begins. */
import type { MountPreview } from '../../app/model/mount.ts';
import { t } from '../words/text.ts';

/** `8 of 1,284 tracks`. */
export function previewWords({ paths, total, counted }: MountPreview): string {
  if (total >= counted) return t('{{shown}} of more than {{count}} tracks', { shown: paths.length, count: counted });
  return paths.length >= total
    ? t('{{count}} tracks', { count: total })
    : t('{{shown}} of {{count}} tracks', { shown: paths.length, count: total });
}

/** @param below folder of the view in the mount; empty for the mount itself */
export function pathParts(path: string, below: string): { readonly folders: string; readonly name: string } {
  const begin = path.lastIndexOf('/') + 1;
  return { folders: `${below === '' ? '' : `${below}/`}${path.slice(0, begin)}`, name: path.slice(begin) };
}
