/** What is said about an album: how complete it is, what is missing, its facts. */
import type { AlbumCompleteness, AlbumRow } from '../../app/model/albums.ts';
import { span } from '../words/duration.ts';
import { t } from '../words/text.ts';

type Counted = Pick<AlbumRow, 'tracks' | 'missing' | 'state'>;

/** Kinds of files, as tables call them, whose sound is always whole. */
const LOSSLESS_KINDS = new Set(['FLAC', 'ALAC', 'WAV', 'AIFF', 'PCM', 'APE', 'DSD', 'TTA']);

/** What the kind of its files is called: `FLAC`, or that there are several. */
export function kindWords({ kind }: Pick<AlbumRow, 'kind'>): string {
  return kind === 'mixed' ? t('mixed') : kind;
}

/** Whether all tracks of an album are known to be lossless. */
export function isLossless({ kind }: Pick<AlbumRow, 'kind'>): boolean {
  return LOSSLESS_KINDS.has(kind);
}

/** Whether tracks of an album are known to be missing. */
export function isPart({ missing, state }: Counted): boolean {
  return state === 'incomplete' && missing > 0;
}

/** `11 of 12` where tracks are missing, `12 tracks` otherwise. */
export function completenessShort(album: Counted): string {
  const { tracks, missing } = album;
  return isPart(album)
    ? t('{{done}} of {{total}}', { done: tracks, total: tracks + missing })
    : t('{{count}} tracks', { count: tracks });
}

/** `11 of 12 · FLAC · 48 min · complete`. */
export function albumFacts(album: AlbumRow): string {
  return [
    album.year === null ? '' : String(album.year),
    completenessShort(album),
    kindWords(album),
    span(album.duration),
    album.state === 'complete' ? t('complete') : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** `Disc 2 is not in the library.`; empty where no disc is missing. */
export function missingDiscWords({ missingDiscs }: Pick<AlbumCompleteness, 'missingDiscs'>): string {
  if (missingDiscs.length === 0) return '';
  return missingDiscs.length === 1
    ? t('Disc {{disc}} is not in the library.', { disc: missingDiscs.join() })
    : t('Discs {{discs}} are not in the library.', { discs: missingDiscs.join(', ') });
}
