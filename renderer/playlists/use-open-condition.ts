/** The one condition of a rule that is being changed: each change makes the query of all conditions anew. */
import { useState } from 'react';
import { showToast } from '../messages/toasts.ts';
import { api, errorWords, queries } from '../service/client.ts';
import { conditionOf, newCondition, termOf, type Condition } from './condition.ts';
import { joinedParts, queryOf, textsOf, type JoinedTexts } from './rule-parts.ts';

interface OpenCondition {
  readonly index: number;
  /** The texts of all conditions. */
  readonly joined: JoinedTexts;
  readonly condition: Condition;
  readonly isNew: boolean;
}

/** @param onText called where a condition is more than its parts, and has to be changed in the text */
export function useOpenCondition(query: string, onQuery: (query: string) => void, onText: () => void) {
  const [open, setOpen] = useState<OpenCondition | null>(null);
  /** What the query means that is there now, which what is shown may be behind. */
  const read = () => queries.fetchQuery(api.queries.parse.queryOptions({ query }));

  /** @param index of a condition; `null` for a new one behind all */
  async function show(index: number | null): Promise<void> {
    const now = await read();
    const part = index === null ? undefined : joinedParts(now.rule).parts[index];
    const condition = part === undefined ? newCondition('genre') : conditionOf(part);
    if (condition === null) {
      onText();
      return;
    }
    const joined = await textsOf(now);
    setOpen({ index: index ?? joined.texts.length, joined, condition, isNew: part === undefined });
  }

  async function turnJoin(): Promise<void> {
    setOpen(null);
    const joined = await textsOf(await read());
    onQuery(queryOf({ ...joined, how: joined.how === 'all' ? 'any' : 'all' }));
  }

  /** @param text of the condition; empty to take it out */
  function write({ index, joined }: OpenCondition, text: string): JoinedTexts {
    const texts = [...joined.texts];
    texts[index] = text;
    onQuery(queryOf({ ...joined, texts }));
    return { ...joined, texts };
  }

  return {
    open,
    show: (index: number | null): void => void show(index).catch(tell),
    /** Turns “and” into “or”, and back. */
    turnJoin: (): void => void turnJoin().catch(tell),
    /** A condition whose value is not there yet stays as it was in the query. */
    change(condition: Condition): void {
      if (open === null) return;
      const term = termOf(condition);
      setOpen({ ...open, condition, joined: term === null ? open.joined : write(open, term) });
    },
    remove(): void {
      if (open !== null) write(open, '');
    },
    close: (): void => setOpen(null),
  };
}

function tell(error: unknown): void {
  showToast(errorWords(error), { tone: 'problem' });
}
