/** Every change of a track, newest first: who, when, what it was and became, and an Undo where it is in force. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { EditEntry } from '../../app/model/history.ts';
import { registerFocusTarget } from '../navigation/focus-targets.ts';
import { api } from '../service/client.ts';
import { undo } from '../service/edit-tracks.ts';
import { Button } from '../controls/Button.tsx';
import { useSettled } from '../controls/use-settled.ts';
import { editSide } from '../words/change-words.ts';
import { fieldLabel } from '../words/field-names.ts';
import { moment } from '../words/moment.ts';
import { t } from '../words/text.ts';
import styles from './Inspector.module.css';
import own from './TrackHistory.module.css';

const SETTLE_MS = 120;

export function TrackHistory({ id }: { readonly id: number }) {
  const settled = useSettled(id, SETTLE_MS);
  const { data } = useQuery(api.history.ofTrack.queryOptions({ id: settled }));
  const entries = settled === id ? data : undefined;
  const title = useRef<HTMLHeadingElement>(null);
  const isShown = entries !== undefined && entries.length > 0;
  useEffect(() => {
    if (!isShown) return undefined;
    return registerFocusTarget('history', () => {
      title.current?.focus({ preventScroll: true });
      title.current?.scrollIntoView({ block: 'start' });
    });
  }, [isShown]);
  if (entries === undefined || entries.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="history-of-track">
      <h3 id="history-of-track" ref={title} tabIndex={-1}>
        {t('History')}
      </h3>
      <ol className={own.entries}>
        {entries.map((entry) => (
          <Entry key={`${entry.batch} ${entry.field}`} entry={entry} />
        ))}
      </ol>
    </section>
  );
}

function Entry({ entry }: { readonly entry: EditEntry }) {
  const name = fieldLabel(entry.field);
  return (
    <li className={own.entry}>
      <div className={own.what}>
        <span className={own.field}>{name}</span>
        <span className={own.values} data-undone={entry.undoneBy !== null || undefined}>
          <del>{editSide(entry.field, entry, 'before')}</del> <span aria-hidden="true">→</span>{' '}
          <ins>{editSide(entry.field, entry, 'after')}</ins>
        </span>
        <small>
          {t('by {{author}}', { author: entry.author })} · {moment(entry.at)}
          {entry.undoneBy === null ? '' : ` · ${t('undone')}`}
        </small>
      </div>
      {entry.undoneBy === null ? (
        <Button
          look="quiet"
          aria-label={t('Undo: {{name}} {{at}}', { name, at: moment(entry.at) })}
          onClick={() => void undo(entry.batch)}
        >
          {t('Undo')}
        </Button>
      ) : null}
    </li>
  );
}
