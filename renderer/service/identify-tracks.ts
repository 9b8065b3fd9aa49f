/** Identification as the page asks for it: runs, and decisions about what they propose. */
import type { inferRouterInputs } from '@trpc/server';
import type { AppRouter } from '../../app/api/router.ts';
import type { AcceptedProposals } from '../../app/model/identification.ts';
import { showToast } from '../messages/toasts.ts';
import { t } from '../words/text.ts';
import { errorWords, service } from './client.ts';
import { undo } from './edit-tracks.ts';
import { tracksChanged } from './follow-events.ts';
import { proposalsChanged, takeIdentification } from './identification-state.ts';

type Inputs = inferRouterInputs<AppRouter>['identification'];

/** Begins to identify tracks. @returns whether it has begun */
export async function identify(request: Inputs['start']): Promise<boolean> {
  try {
    takeIdentification(await service.identification.start.mutate(request));
    return true;
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
    return false;
  }
}

/** Identifies the tracks that the last run has not come to. */
export async function repeatIdentification(): Promise<void> {
  try {
    takeIdentification(await service.identification.repeat.mutate());
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}

export async function cancelIdentification(): Promise<void> {
  try {
    await service.identification.cancel.mutate();
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}

/** Accepts proposals and says so, with the way back. @returns whether something was accepted */
export async function accept(request: Inputs['accept']): Promise<boolean> {
  try {
    const accepted = await service.identification.accept.mutate(request);
    tracksChanged(null, 'now');
    proposalsChanged();
    tellAccepted(accepted);
    return accepted.batches.length > 0;
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
    return false;
  }
}

function tellAccepted({ batches, tracks, stale, problems }: AcceptedProposals): void {
  const [problem] = problems;
  if (problem !== undefined) showToast(problem.message, { tone: 'problem' });
  if (stale.length > 0) {
    showToast(
      t('{{count}} tracks have changed since and stay as they are. Identify them again.', { count: stale.length }),
      {
        tone: 'problem',
      },
    );
  }
  const [batch] = batches;
  if (batch === undefined) return void showToast(t('Nothing changed.'));
  // Several sources make several batches: each is in Activity.
  const undoIt = { action: { label: t('Undo'), run: () => void undo(batch) } };
  showToast(t('Identified: {{count}} tracks changed', { count: tracks }), batches.length === 1 ? undoIt : {});
}

/** Puts a proposal aside: until its tracks are identified again, or for ever. */
export async function decide(id: number, state: 'skipped' | 'never'): Promise<void> {
  try {
    await service.identification.decide.mutate({ ids: [id], state });
    proposalsChanged();
    const takeBack = async (): Promise<void> => {
      await service.identification.decide.mutate({ ids: [id], state: 'open' });
      proposalsChanged();
    };
    showToast(state === 'never' ? t('These tracks are not identified any more.') : t('Put aside.'), {
      action: { label: t('Undo'), run: () => void takeBack() },
    });
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}
