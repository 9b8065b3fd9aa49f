/** The state of the mount in two lines, at the foot of the rail. */
import { useQuery } from '@tanstack/react-query';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { api } from '../service/client.ts';
import { isInTouch, useConnection } from '../service/follow-events.ts';
import styles from './MountCard.module.css';
import { mountWords } from './mount-words.ts';

export function MountCard() {
  const { data } = useQuery(api.mount.state.queryOptions());
  const known = useConnection(({ state }) => isInTouch(state));
  if (data === undefined) return null;
  const { state, where, more } = mountWords(data, known);
  return (
    <AddressLink to={{ page: 'mount' }} className={styles.card} title={`${state} ${where}`}>
      <span className={styles.line}>
        <i className={styles.dot} data-state={known ? data.state : undefined} aria-hidden="true" />
        <b>{state}</b> {where}
      </span>
      <span className={styles.more}>{more}</span>
    </AddressLink>
  );
}
