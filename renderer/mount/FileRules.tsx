/** What holds for the files of all views: for which systems their names are made, what stands beside them, and who may read them. */
import type { NameTarget } from '../../app/model/mount.ts';
import { Choice } from '../controls/Choice.tsx';
import { setSetting, told, type MountSettings } from './change-settings.ts';
import styles from './FileRules.module.css';
import { useAtOnce } from './use-at-once.ts';

const TARGETS: readonly { readonly target: NameTarget; readonly label: string; readonly hint: string }[] = [
  { target: 'posix', label: 'Linux and macOS', hint: 'Names may have every character but the slash.' },
  {
    target: 'windows',
    label: 'Windows',
    hint: 'Names without < > : " \\ | ? *, without a dot at their end, and none that Windows keeps for devices.',
  },
  {
    target: 'portable',
    label: 'FAT disks and Samba',
    hint: 'Names that are legal everywhere; those that differ only in capitals are told apart.',
  },
];

export function FileRules({ settings }: { readonly settings: MountSettings }) {
  const { 'mount.names': keptNames, 'mount.sidecars': keptBeside, 'mount.others': keptOthers } = settings;
  const [names, chooseNames] = useAtOnce(keptNames, (target) =>
    told(
      () => setSetting('mount.names', target),
      `Names are now made for ${labelOf(target)}`,
      () => setSetting('mount.names', keptNames),
    ),
  );
  const [beside, chooseBeside] = useAtOnce(keptBeside, (on) =>
    told(
      () => setSetting('mount.sidecars', on),
      on ? 'Files beside the originals are shown' : 'Only tracks are shown',
      () => setSetting('mount.sidecars', keptBeside),
    ),
  );
  const [others, chooseOthers] = useAtOnce(keptOthers, (on) =>
    told(
      () => setSetting('mount.others', on),
      `From the next mount on, ${on ? 'others may read it' : 'only you see it'}`,
      () => setSetting('mount.others', keptOthers),
    ),
  );
  return (
    <>
      <fieldset className={styles.rule}>
        <legend>Names for</legend>
        <div className={styles.choices}>
          {TARGETS.map(({ target, label, hint }) => (
            <Choice
              key={target}
              kind="radio"
              name="names"
              label={label}
              hint={hint}
              checked={names === target}
              onChange={() => chooseNames(target)}
            />
          ))}
        </div>
      </fieldset>
      <div className={styles.rule}>
        <span className={styles.title}>Beside them</span>
        <div className={styles.choices}>
          <Choice
            kind="switch"
            label="Files beside the originals"
            hint="Covers, cue sheets, logs, lyrics and booklets are shown with the tracks whose folder they lie in."
            checked={beside}
            onChange={chooseBeside}
          />
        </div>
      </div>
      <div className={styles.rule}>
        <span className={styles.title}>For whom</span>
        <div className={styles.choices}>
          <Choice
            kind="switch"
            label="Other users of this machine"
            hint="A music server that runs as a user of its own can read the mount, from the next mount on. The system has to allow it: user_allow_other in /etc/fuse.conf."
            checked={others}
            onChange={chooseOthers}
          />
        </div>
      </div>
    </>
  );
}

function labelOf(target: NameTarget): string {
  return TARGETS.find((one) => one.target === target)?.label ?? target;
}
