/** What is said of the jobs that a person begins: what each is called, and how far it is. */
import type { TaskName, TaskProgress } from '../../app/model/jobs.ts';
import { fileSize } from './amounts.ts';
import { folderForDisplay } from './folder-path.ts';
import { asSentence } from './sentence.ts';
import { serviceMessage, t, type Text } from './text.ts';

const NAMES: Readonly<Record<TaskName, Text>> = {
  dumps: 'Reading published dumps',
  import: 'Import from another program',
  copies: 'Copying tracks to a folder',
  export: 'Export',
  backup: 'Backup of the whole library',
  rebuild: 'Rebuild',
};

export function taskName(task: TaskName): string {
  return t(NAMES[task]);
}

/** How far it is, or how it has ended. */
export function taskWords({ task, state, done, total, failed, what, message, code }: TaskProgress): string {
  if (state === 'failed') return asSentence(serviceMessage(code ?? '', message ?? '', {}));
  const amount = (count: number): string | number => (task === 'dumps' ? fileSize(count) : count);
  const counted = total === null ? null : t('{{done}} of {{total}}', { done: amount(done), total: amount(total) });
  const place = what === null ? null : folderForDisplay(what);
  const left = failed === 0 ? null : t('{{count}} files failed', { count: failed });
  const words = {
    running: [counted ?? t('Beginning …'), place],
    paused: [t('Paused'), counted, place],
    cancelled: [t('Cancelled'), left],
    done: [left, place],
  }[state];
  return words.filter((word) => word !== null).join(' · ');
}
