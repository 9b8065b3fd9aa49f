/** Puts text on the clipboard, and says so. */
import { t } from '../words/text.ts';
import { showToast } from './toasts.ts';

/** @param done what is said when it is there */
export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast(done);
  } catch {
    showToast(t('This browser does not let Descant write to the clipboard.'), { tone: 'problem' });
  }
}
