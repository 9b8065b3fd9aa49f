/** A preview in words, and its paths cut where the file begins. */
import type { MountPreview } from '../../app/model/mount.ts';
import { count, countOf } from '../words/amounts.ts';

/** `8 of 1,284 tracks`. */
export function previewWords({ paths, total, counted }: MountPreview): string {
  if (total >= counted) return `${count(paths.length)} of more than ${countOf(counted, 'track')}`;
  return paths.length >= total ? countOf(total, 'track') : `${count(paths.length)} of ${countOf(total, 'track')}`;
}

/** @param below folder of the view in the mount; empty for the mount itself */
export function pathParts(path: string, below: string): { readonly folders: string; readonly name: string } {
  const begin = path.lastIndexOf('/') + 1;
  return { folders: `${below === '' ? '' : `${below}/`}${path.slice(0, begin)}`, name: path.slice(begin) };
}
