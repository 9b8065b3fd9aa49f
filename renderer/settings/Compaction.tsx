/** Makes the history of old edits smaller, after saying what that saves and what is lost. */
import { useRef, useState } from 'react';
import { Button } from '../controls/Button.tsx';
import { Dialog, DialogActions } from '../controls/Dialog.tsx';
import { showToast } from '../messages/toasts.ts';
import { api, errorWords, queries } from '../service/client.ts';
import { t } from '../words/text.ts';
import { ProgressLine } from './ProgressLine.tsx';
import { Row } from './Row.tsx';
import {
  compactHistory,
  compactionSavings,
  savingsWords,
  usualCompactionDate,
  type CompactionSavings,
} from './run-compaction.ts';

export function Compaction() {
  const [savings, setSavings] = useState<CompactionSavings | null>(null);
  /** Edits that are done; `null` while nothing runs. */
  const [done, setDone] = useState<number | null>(null);
  const controller = useRef<AbortController | null>(null);

  async function look(): Promise<void> {
    try {
      const found = await compactionSavings(usualCompactionDate(new Date()));
      if (found.compacted === 0) showToast(savingsWords(found));
      else setSavings(found);
    } catch (error) {
      showToast(errorWords(error), { tone: 'problem' });
    }
  }

  async function compact({ before }: CompactionSavings): Promise<void> {
    const running = new AbortController();
    controller.current = running;
    setDone(0);
    try {
      await compactHistory(before, setDone, running.signal);
      await queries.invalidateQueries(api.history.pathFilter());
      showToast(
        running.signal.aborted ? t('Cancelled. The next run goes on from here.') : t('The history is smaller now.'),
      );
    } catch (error) {
      showToast(errorWords(error), { tone: 'problem' });
    }
    setDone(null);
    setSavings(null);
  }

  return (
    <>
      <Row
        name={t('Edits of a year ago and older')}
        hint={t('Keeps who changed what and when, and the first and the last value of each field')}
      >
        {done === null ? (
          <Button onClick={() => void look()}>{t('Make it smaller …')}</Button>
        ) : (
          <Button onClick={() => controller.current?.abort()}>{t('Cancel')}</Button>
        )}
      </Row>
      {done === null ? null : (
        <ProgressLine
          label={t('Compaction')}
          words={t('{{done}} of {{total}}', { done, total: savings?.compacted ?? 0 })}
          done={done}
          total={savings?.compacted ?? null}
        />
      )}
      {savings === null || done !== null ? null : (
        <Dialog title={t('Make the history smaller?')} look="question" onClose={() => setSavings(null)}>
          <p>{savingsWords(savings)}</p>
          <p>
            {t('Those batches cannot be undone any more, and views of the past reach back a year. There is no Undo.')}
          </p>
          <DialogActions>
            <Button type="submit">{t('Keep all of it')}</Button>
            <Button type="submit" look="primary" onClick={() => void compact(savings)}>
              {t('Make it smaller')}
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </>
  );
}
