/** What the page knows of identification: the progress of its run, and the proposals that wait. */
import type { IdentificationProgress } from '../../app/model/identification.ts';
import { askAgain } from './ask-again.ts';
import { api, queries } from './client.ts';

/** Takes the progress of a run, as the service tells it. */
export function takeIdentification(progress: IdentificationProgress): void {
  const { problems, proposals, sources } = progress;
  queries.setQueryData(api.identification.progress.queryKey(), {
    ...progress,
    problems: [...problems],
    proposals: [...proposals],
    sources: [...sources],
  });
  proposalsChanged();
}

/** Proposals came, or somebody has decided about some. */
export function proposalsChanged(): void {
  askAgain(queries, api.identification.list.pathFilter());
  askAgain(queries, api.identification.get.pathFilter());
}
