/** What Descant does and has done: running jobs, every change with its Undo, and files with errors. */
import { Page, Section } from '../controls/Page.tsx';
import { Batches } from './Batches.tsx';
import { Jobs } from './Jobs.tsx';
import { Problems } from './Problems.tsx';
import { RefusedSaves } from './RefusedSaves.tsx';

export function ActivityPage() {
  return (
    <Page
      title="Activity"
      lead="Running jobs, every change with its author, and files with errors. Every change can be undone at any time."
    >
      <Section title="Jobs">
        <Jobs />
      </Section>
      <Section title="Changes">
        <Batches />
      </Section>
      <RefusedSaves />
      <Section title="Files with errors">
        <Problems />
      </Section>
    </Page>
  );
}
