/** All settings of the library: each takes effect at once, and can be taken back from the message that says so. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { runCommand } from '../commands/run-command.ts';
import { Button } from '../controls/Button.tsx';
import { Loading } from '../controls/Loading.tsx';
import { Note } from '../controls/Note.tsx';
import { Page, Section } from '../controls/Page.tsx';
import { api, errorWords } from '../service/client.ts';
import { useSummary } from '../service/use-summary.ts';
import { t } from '../words/text.ts';
import { About } from './About.tsx';
import { ActionGroups } from './ActionGroups.tsx';
import { Backup } from './Backup.tsx';
import { Compaction } from './Compaction.tsx';
import { DeclaredFields } from './DeclaredFields.tsx';
import { Dumps } from './Dumps.tsx';
import { Import } from './Import.tsx';
import { Folders, ScanAll } from './Folders.tsx';
import { MountRows, MountStateWord } from './MountRows.tsx';
import { Pictures } from './Pictures.tsx';
import { Rebuild } from './Rebuild.tsx';
import { Row } from './Row.tsx';
import { settingsIn, type SectionId, type Settings } from './setting-rows.ts';
import { SettingField } from './SettingField.tsx';
import styles from './SettingsPage.module.css';
import { AllShortcuts, Shortcuts } from './Shortcuts.tsx';

export function SettingsPage() {
  const settings = useQuery(api.settings.get.queryOptions());
  const usual = useQuery(api.settings.usual.queryOptions());
  const error = settings.error ?? usual.error;
  return (
    <Page
      wide
      title={t('Settings')}
      lead={t('Every change here takes effect at once. Nothing is sent to any service until you turn that service on.')}
    >
      {error === null ? null : (
        <Note tone="problem" urgent>
          {errorWords(error)}
        </Note>
      )}
      {settings.data === undefined || usual.data === undefined ? (
        error === null ? (
          <Loading />
        ) : null
      ) : (
        <Sections settings={settings.data} usual={usual.data} />
      )}
    </Page>
  );
}

function Sections({ settings, usual }: { readonly settings: Settings; readonly usual: Settings }) {
  const summary = useSummary();
  const rows = (section: SectionId): ReactNode =>
    settingsIn(section).map((name) => <SettingField key={name} name={name} settings={settings} usual={usual} />);
  return (
    <div className={styles.columns}>
      <div>
        <Section title={t('Folders')} aside={<ScanAll />}>
          <Folders folders={summary?.folders ?? []} />
          {rows('folders')}
        </Section>
        <Section
          title={t('Services and keys')}
          aside={<span className={styles.aside}>{t('off until you turn them on')}</span>}
        >
          {rows('services')}
          <Dumps />
        </Section>
        <Section title={t('Mount')} aside={<MountStateWord />}>
          <MountRows settings={settings} />
          {rows('mount')}
        </Section>
        <Section title={t('Backup')}>
          <Backup library={summary?.library ?? ''} />
        </Section>
        <Section title={t('History')}>
          <Compaction />
        </Section>
      </div>
      <div>
        <Section title={t('Playback')}>{rows('playback')}</Section>
        <Section title={t('Shortcuts')} aside={<AllShortcuts />}>
          <Shortcuts />
        </Section>
        <Section title={t('Appearance')}>
          {rows('appearance')}
          <Row name={t('Motion')} hint={t('Follows the system’s reduced motion')} />
        </Section>
        <Section title={t('Sorting')}>{rows('sorting')}</Section>
        <Section title={t('Pictures and checks')}>
          {rows('files')}
          <Pictures />
        </Section>
        <Section title={t('Groups of actions')}>
          <ActionGroups groups={settings['actions.groups']} />
        </Section>
        <Section title={t('Export')}>
          <Row name={t('What the library knows')} hint={t('Every track as a file for other programs')}>
            <Button onClick={() => runCommand('export-library')}>{t('Export the library …')}</Button>
          </Row>
        </Section>
        <Section title={t('Import')}>
          <Import />
        </Section>
        <Section title={t('Rebuild')}>
          <Rebuild />
        </Section>
        <Section title={t('Your own fields')}>
          <DeclaredFields declared={settings['fields.declared']} />
        </Section>
        {summary === null ? null : (
          <Section title={t('About')}>
            <About summary={summary} />
          </Section>
        )}
      </div>
    </div>
  );
}
