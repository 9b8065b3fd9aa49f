/** What a copy has in common with the best one, in words. */
import type { SoundCopy } from '../../app/model/duplicates.ts';
import { t } from '../words/text.ts';

/** The most that is the same. Whether the whole file is, is told once its bytes are compared. */
export function sameWords({ sameBytes, sameAudio }: Pick<SoundCopy, 'sameBytes' | 'sameAudio'>): string {
  if (sameBytes === true) return t('the same bytes');
  if (sameBytes === null) return t('the same audio; comparing the bytes …');
  return sameAudio ? t('the same audio') : t('the same recording in another encoding');
}
