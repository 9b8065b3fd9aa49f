/**
 * Says that a list is on its way, once that takes longer than one notices: nothing flashes up for a list that is quick.
 * It stands over the place of the list and takes no room, so that nothing moves when the list is there.
 */
import { useEffect, useState } from 'react';
import { t } from '../words/text.ts';
import styles from './Loading.module.css';

const PATIENCE_MS = 500;

export function Loading() {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return <div className={styles.place}>{isLate ? <p>{t('Loading …')}</p> : null}</div>;
}
