/** What holds for the files of all views: the systems that names are made for, other files, and access. */
import type { NameTarget } from '../../app/model/mount.ts';
import { Choice } from '../controls/Choice.tsx';
import { setSetting, told, type MountSettings } from './change-settings.ts';
import styles from './FileRules.module.css';
import { useAtOnce } from '../controls/use-at-once.ts';

const TARGETS: readonly { readonly target: NameTarget; readonly label: string; readonly hint: string }[] = [
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
        <span className={styles.title}>Other files</span>
        <div className={styles.choices}>
          <Choice
            kind="switch"
            label="Files beside the originals"
            hint="Shows covers, cue sheets, logs, lyrics and booklets with the tracks of the same folder."
            checked={beside}
            onChange={chooseBeside}
          />
        </div>
      </div>
      <div className={styles.rule}>
        <span className={styles.title}>Access</span>
        <div className={styles.choices}>
          <Choice
            kind="switch"
            label="Other users of this machine"
            hint="Lets other users, such as that of a music server, read the mount from the next mount on. Needs user_allow_other in /etc/fuse.conf."
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
