/** The state of the mount in two lines, at the foot of the rail. */
import { useQuery } from '@tanstack/react-query';
import { goTo, linkTo } from '../navigation/use-address.ts';
import { api } from '../service/client.ts';
import styles from './MountCard.module.css';
import { mountWords } from './mount-words.ts';

export function MountCard() {
  const { data } = useQuery(api.mount.state.queryOptions());
  if (data === undefined) return null;
  const { state, where, more } = mountWords(data);
  return (
    <a
      className={styles.card}
      href={linkTo({ view: 'mount' })}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        goTo({ view: 'mount' });
      }}
      title={`${state} ${where}`}
    >
      <span className={styles.line}>
        <i className={styles.dot} data-state={data.state} aria-hidden="true" />
        <b>{state}</b> {where}
      </span>
      <span className={styles.more}>{more}</span>
    </a>
  );
}
