/** The mount: its folder and state, the names of its files, its views, and the rules for all files in it. */
import { useQuery } from '@tanstack/react-query';
import { api, errorWords } from '../service/client.ts';
import { useAddress } from '../navigation/use-address.ts';
import { Note } from '../controls/Note.tsx';
import { Page, Section } from '../controls/Page.tsx';
import { t } from '../words/text.ts';
import { FileRules } from './FileRules.tsx';
import { MountFolder } from './MountFolder.tsx';
import { TemplateWords } from './TemplateWords.tsx';
import { UsualNames } from './UsualNames.tsx';
import { Views } from './Views.tsx';

export function MountPage() {
  const mount = useQuery(api.mount.state.queryOptions());
  // Settings that were changed elsewhere while nothing was mounted are told by no event.
  const settings = useQuery({ ...api.settings.get.queryOptions(), refetchOnMount: 'always' });
  const search = useAddress((address) => address.query);
  const error = mount.error ?? settings.error;
  return (
    <Page
      title={t('Mount')}
      wide
      lead={t(
        'A folder in which every player sees your library with your edits. Each file there is the audio of the original behind a new header; the originals stay unchanged, bit for bit.',
      )}
    >
      {error === null ? null : (
        <Section title={t('State')}>
          <Note tone="problem" urgent>
            {errorWords(error)}
          </Note>
        </Section>
      )}
      {mount.data === undefined || settings.data === undefined ? null : (
        <>
          <Section title={t('State')}>
            <MountFolder mount={mount.data} settings={settings.data} />
          </Section>
          <Section title={t('Usual names')}>
            <UsualNames settings={settings.data} />
          </Section>
          <Section title={t('Views')}>
            <Views settings={settings.data} mounted={mount.data.state === 'mounted'} search={search} />
          </Section>
          <Section title={t('Files')}>
            <FileRules settings={settings.data} />
          </Section>
          <Section title={t('Template syntax')}>
            <TemplateWords />
          </Section>
        </>
      )}
    </Page>
  );
}
