/** Lies over the window while files are dragged over it that a drop would recognise. */
import { useEffect, useRef } from 'react';
import { Icon } from '../controls/Icon.tsx';
import { t } from '../words/text.ts';
import styles from './DropVeil.module.css';

export function DropVeil() {
  const veil = useRef<HTMLDivElement>(null);
  // Above an open dialog, too, which is in the browser's top layer.
  useEffect(() => veil.current?.showPopover(), []);
  return (
    <div ref={veil} popover="manual" className={styles.veil}>
      <div className={styles.sheet}>
        <Icon name="similar" size={40} />
        <b>{t('Drop it to find it in the library')}</b>
        <span>{t('A track, a copy, or a clip of a few seconds: it is recognised by its sound.')}</span>
      </div>
    </div>
  );
}
