/**
 * The rule of a smart playlist: a sentence whose conditions are changed one by one, or the query as text, with what it
 * finds or what is wrong with it, its order and limit.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { LIMIT_UNITS_SHOWN, limitOf } from './rule-limit.ts';
import type { PlaylistRule } from '../../app/model/playlists.ts';
import { Button } from '../controls/Button.tsx';
import { Note } from '../controls/Note.tsx';
import { Select } from '../controls/Select.tsx';
import { TextInput } from '../controls/TextInput.tsx';
import { useSettled } from '../controls/use-settled.ts';
import { api, errorWords, placeOf } from '../service/client.ts';
import { span } from '../words/duration.ts';
import { t } from '../words/text.ts';
import { ConditionEditor } from './ConditionEditor.tsx';
import { changeRule } from './playlist-commands.ts';
import styles from './Rule.module.css';
import { orderName, orderNamed, RULE_ORDERS } from './rule-order.ts';
import { RuleSentence } from './RuleSentence.tsx';
import { useOpenCondition } from './use-open-condition.ts';

const SETTLE_MS = 200;

export function RuleEditor({ id, rule }: { readonly id: number; readonly rule: PlaylistRule }) {
  const [draft, setDraft] = useState(rule);
  const [amount, setAmount] = useState(rule.limit === null ? '' : String(rule.limit.count));
  const [before, setBefore] = useState(rule);
  const [refused, setRefused] = useState<string | null>(null);
  const [asText, setAsText] = useState(false);
  const condition = useOpenCondition(
    draft.query,
    (next) => change({ query: next }),
    () => setAsText(true),
  );
  const form = useRef<HTMLFormElement>(null);
  // The rule may change elsewhere, by an undo or by a new name of a playlist that it names: what is being written stays.
  if (!isSame(rule, before)) {
    setBefore(rule);
    if (isSame(draft, before)) restart();
  }
  const query = useSettled(draft.query, SETTLE_MS);
  const preview = useQuery({
    ...api.tracks.list.queryOptions({ query, limit: 0 }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const parsed = useQuery({
    ...api.queries.parse.queryOptions({ query }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const name = orderName(draft);
  const changed = !isSame(draft, rule);

  function restart(): void {
    condition.close();
    setDraft(rule);
    setAmount(rule.limit === null ? '' : String(rule.limit.count));
  }

  function change(next: Partial<PlaylistRule>): void {
    setDraft({ ...draft, ...next });
    setRefused(null);
  }

  function closeCondition(): void {
    const index = condition.open?.index ?? 0;
    condition.close();
    const parts = form.current?.querySelectorAll<HTMLElement>('[aria-expanded]');
    (parts?.[Math.min(index, parts.length - 1)] ?? form.current?.querySelector('button'))?.focus();
  }

  const failed = preview.error !== null || parsed.error !== null;
  return (
    <form
      ref={form}
      className={styles.rule}
      aria-label={t('Rule')}
      onSubmit={(event) => {
        event.preventDefault();
        condition.close();
        void changeRule(id, draft).then(setRefused);
      }}
    >
      <div className={styles.line}>
        {parsed.data === undefined ? null : (
          <RuleSentence
            parsed={parsed.data}
            open={condition.open?.index ?? null}
            onOpen={condition.show}
            onAdd={() => condition.show(null)}
            onJoin={condition.turnJoin}
          />
        )}
        <Button look="quiet" size="small" aria-pressed={asText} onClick={() => setAsText(!asText)}>
          {t('As text')}
        </Button>
      </div>
      {condition.open === null ? null : (
        <ConditionEditor
          key={condition.open.index}
          condition={condition.open.condition}
          isNew={condition.open.isNew}
          onChange={condition.change}
          onRemove={() => {
            condition.remove();
            closeCondition();
          }}
          onClose={closeCondition}
        />
      )}
      {asText || failed ? (
        <label htmlFor="rule-query" className={styles.line}>
          <span>{t('Tracks that match')}</span>
          <TextInput
            id="rule-query"
            code
            className={styles.query}
            value={draft.query}
            placeholder="genre:folk added:-1m.. -is:duplicate"
            spellCheck={false}
            autoComplete="off"
            aria-invalid={preview.error !== null}
            aria-describedby="rule-preview"
            onChange={(event) => {
              condition.close();
              change({ query: event.target.value });
            }}
          />
        </label>
      ) : null}
      <div className={styles.line}>
        <Select
          label={t('Order of the tracks')}
          value={name}
          options={[
            ...RULE_ORDERS.map(({ value, label }) => ({ value, label: t(label) })),
            ...(name === 'other' ? [{ value: 'other', label: t('as it was set elsewhere') }] : []),
          ]}
          onChange={(value) => {
            if (value !== 'other') change(orderNamed(value, Math.floor(Math.random() * 2 ** 32)));
          }}
        />
        <label htmlFor="rule-limit" className={styles.limit}>
          <span>{t('at most')}</span>
          <TextInput
            id="rule-limit"
            inputMode="decimal"
            className={styles.amount}
            aria-label={t('Limit')}
            placeholder={t('all')}
            value={amount}
            onChange={(event) => {
              setAmount(event.target.value);
              change({ limit: limitOf(event.target.value, draft.limit?.unit ?? 'tracks') });
            }}
          />
        </label>
        <Select
          label={t('Unit of the limit')}
          value={draft.limit?.unit ?? 'tracks'}
          options={LIMIT_UNITS_SHOWN.map(({ value, label }) => ({ value, label: t(label) }))}
          onChange={(unit) => change({ limit: limitOf(amount, unit) })}
        />
        {changed ? (
          <>
            <Button type="submit" look="primary" disabled={failed}>
              {t('Save the rule')}
            </Button>
            <Button onClick={restart}>{t('Discard')}</Button>
          </>
        ) : null}
        <div id="rule-preview" className={styles.preview}>
          {preview.error !== null ? (
            <Note tone="problem">
              {errorWords(preview.error)}
              <Place query={query} at={placeOf(preview.error)} />
            </Note>
          ) : preview.data === undefined || !changed ? null : (
            <span>
              {t('{{count}} tracks match', { count: preview.data.total })}
              {preview.data.total === 0 ? '' : ` · ${span(preview.data.duration)}`}
            </span>
          )}
        </div>
      </div>
      {refused === null ? null : <Note tone="problem">{refused}</Note>}
    </form>
  );
}

function isSame(one: PlaylistRule, other: PlaylistRule): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The query with the character marked at which it cannot be understood. */
function Place({ query, at }: { readonly query: string; readonly at: number | null }) {
  if (at === null) return null;
  return (
    <code className={styles.place}>
      {query.slice(0, at)}
      <mark>{query.slice(at, at + 1) || '␣'}</mark>
      {query.slice(at + 1)}
    </code>
  );
}
