/** Names and what belongs to them, a row each under hairlines. */
import type { CSSProperties, ReactNode } from 'react';
import styles from './Definitions.module.css';

interface DefinitionsProps {
  readonly rows: readonly { readonly key: string; readonly name: ReactNode; readonly text: ReactNode }[];
  /** Width of the names, as a CSS length. */
  readonly nameWidth: string;
  /** What matters more and stands in ink: the value of a fact, or the word that is explained. */
  readonly look: 'facts' | 'words';
}

export function Definitions({ rows, nameWidth, look }: DefinitionsProps) {
  return (
    <dl className={`${styles.rows} ${styles[look]}`} style={{ '--name-width': nameWidth } as CSSProperties}>
      {rows.map(({ key, name, text }) => (
        <div key={key}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
