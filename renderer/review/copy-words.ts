/** Why the copies but the best are not the best, in a sentence. */
import type { SoundCopy } from '../../app/model/duplicates.ts';
import { letterOf } from '../words/letters.ts';
import { t } from '../words/text.ts';
import { reasonWords } from './reason-words.ts';

/** `The MP3 is lossy; the OPUS is 9 seconds shorter.` Two copies of one kind are told apart by their letters. */
export function copyWords(copies: readonly Pick<SoundCopy, 'kind' | 'reason'>[]): string {
  const [, ...others] = copies;
  const isShared = (kind: string): boolean => copies.filter((copy) => copy.kind === kind).length > 1;
  const reasons = others.flatMap(({ kind, reason }, at) =>
    reason === null
      ? []
      : [
          t('the {{copy}} is {{why}}', {
            copy: `${kind}${isShared(kind) ? ` ${letterOf(at + 1)}` : ''}`,
            why: reasonWords(reason),
          }),
        ],
  );
  if (reasons.length === 0) return '';
  const words = reasons.join('; ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
