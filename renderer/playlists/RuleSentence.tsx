/** A rule as a sentence: each condition is a part that one presses to change it, with “and” or “or” between them. */
import { Fragment } from 'react';
import { IconButton } from '../controls/Button.tsx';
import { orderWords, ruleWords, type ParsedQuery, type Rule } from '../words/rule-words.ts';
import { t } from '../words/text.ts';
import { joinedParts } from './rule-parts.ts';
import styles from './Rule.module.css';

interface RuleSentenceProps {
  readonly parsed: ParsedQuery;
  /** Index of the condition that is being edited; `null` for none. */
  readonly open: number | null;
  readonly onOpen: (index: number) => void;
  readonly onAdd: () => void;
  /** Turns “and” into “or”, and back. */
  readonly onJoin: () => void;
}

export function RuleSentence({ parsed, open, onOpen, onAdd, onJoin }: RuleSentenceProps) {
  const { how, parts } = joinedParts(parsed.rule);
  const order = orderWords(parsed);
  return (
    <span className={styles.sentence}>
      <span>{parts.length === 0 ? t('All tracks') : t('Tracks for which')}</span>
      {parts.map((part, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- conditions have no other name
        <Fragment key={index}>
          {index === 0 ? null : index === 1 ? (
            <button type="button" className={styles.joiner} title={t('Change between “and” and “or”')} onClick={onJoin}>
              {how === 'all' ? t('and') : t('or')}
            </button>
          ) : (
            <span>{how === 'all' ? t('and') : t('or')}</span>
          )}
          <Part part={part} open={open === index} onOpen={() => onOpen(index)} />
        </Fragment>
      ))}
      {order.length === 0 ? null : <span>{order.join(', ')}</span>}
      <IconButton icon="add" size={13} label={t('Add a condition')} onClick={onAdd} />
    </span>
  );
}

interface PartProps {
  readonly part: Rule;
  readonly open: boolean;
  readonly onOpen: () => void;
}

function Part({ part, open, onOpen }: PartProps) {
  return (
    <button type="button" className={styles.part} aria-expanded={open} onClick={onOpen}>
      {ruleWords(part)}
    </button>
  );
}
