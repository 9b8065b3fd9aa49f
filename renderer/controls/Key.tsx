/** A key as it is printed on a keyboard. */
import styles from './Key.module.css';

export function Key({ children }: { readonly children: string }) {
  return <kbd className={styles.key}>{children}</kbd>;
}
