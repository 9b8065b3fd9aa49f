/** What holds for the files of all views: the systems that names are made for, other files, and access. */
import type { NameTarget } from '../../app/model/mount.ts';
import { Choice } from '../controls/Choice.tsx';
import { setSetting, told, type MountSettings } from './change-settings.ts';
import styles from './FileRules.module.css';
import { useAtOnce } from '../controls/use-at-once.ts';
import { t, type Text } from '../words/text.ts';

const TARGETS: readonly { readonly target: NameTarget; readonly label: Text; readonly hint: Text }[] = [
  { target: 'posix', label: 'Linux and macOS', hint: 'All characters but the slash are allowed.' },
  {
    target: 'windows',
    label: 'Windows',
    hint: 'No < > : " \\ | ? *, no dot at the end, and none of the names that Windows reserves for devices.',
  },
  {
    target: 'portable',
    label: 'FAT disks and Samba',
    hint: 'Only what every system allows; names stay distinct where case is ignored.',
  },
];

export function FileRules({ settings }: { readonly settings: MountSettings }) {
  const { 'mount.names': keptNames, 'mount.sidecars': keptBeside, 'mount.others': keptOthers } = settings;
  const [names, chooseNames] = useAtOnce(keptNames, (target) =>
    told(
      () => setSetting('mount.names', target),
      t('Names are now made for {{target}}', { target: labelOf(target) }),
      () => setSetting('mount.names', keptNames),
    ),
  );
  const [beside, chooseBeside] = useAtOnce(keptBeside, (on) =>
    told(
      () => setSetting('mount.sidecars', on),
      on ? t('Files beside the originals are shown') : t('Only tracks are shown'),
      () => setSetting('mount.sidecars', keptBeside),
    ),
  );
  const [others, chooseOthers] = useAtOnce(keptOthers, (on) =>
    told(
      () => setSetting('mount.others', on),
      on ? t('From the next mount on, others may read it') : t('From the next mount on, only you see it'),
      () => setSetting('mount.others', keptOthers),
    ),
  );
  return (
    <>
      <fieldset className={styles.rule}>
        <legend>{t('Names for')}</legend>
        <div className={styles.choices}>
          {TARGETS.map(({ target, label, hint }) => (
            <Choice
              key={target}
              kind="radio"
              name="names"
              label={t(label)}
              hint={t(hint)}
              checked={names === target}
              onChange={() => chooseNames(target)}
            />
          ))}
        </div>
      </fieldset>
      <div className={styles.rule}>
        <span className={styles.title}>{t('Other files')}</span>
        <div className={styles.choices}>
          <Choice
            kind="switch"
            label={t('Files beside the originals')}
            hint={t('Shows covers, cue sheets, logs, lyrics and booklets with the tracks of the same folder.')}
            checked={beside}
            onChange={chooseBeside}
          />
        </div>
      </div>
      <div className={styles.rule}>
        <span className={styles.title}>{t('Access')}</span>
        <div className={styles.choices}>
          <Choice
            kind="switch"
            label={t('Other users of this machine')}
            hint={t(
              'Lets other users, such as that of a music server, read the mount from the next mount on. Needs user_allow_other in /etc/fuse.conf.',
            )}
            checked={others}
            onChange={chooseOthers}
          />
        </div>
      </div>
    </>
  );
}

function labelOf(target: NameTarget): string {
  const known = TARGETS.find((one) => one.target === target);
  return known === undefined ? target : t(known.label);
}
