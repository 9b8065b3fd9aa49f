/** What Descant does and has done: work in progress, what could not be read, and every edit with its Undo. */
import { Page, Section } from '../controls/Page.tsx';
import { Batches } from './Batches.tsx';
import { Jobs } from './Jobs.tsx';
import { Problems } from './Problems.tsx';
import { RefusedSaves } from './RefusedSaves.tsx';

export function ActivityPage() {
  return (
    <Page
      title="Activity"
      lead="The work in progress, what could not be read, and every change with its author. Any change can be undone, at any time."
    >
      <Section title="Work">
        <Jobs />
      </Section>
      <Section title="Changes">
        <Batches />
      </Section>
      <RefusedSaves />
      <Section title="What could not be read">
        <Problems />
      </Section>
    </Page>
  );
}
