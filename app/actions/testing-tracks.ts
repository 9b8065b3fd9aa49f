/** For tests of actions: tracks that are in no database, and what an action makes of them. */
import type { Tags } from '../../fuse/formats/layout.ts';
import type { ParameterValue } from '../model/actions.ts';
import type { TrackFacts } from './action-track.ts';
import { ActionPlan } from './plan.ts';
import { prepareSteps } from './steps.ts';

/** A track of these tags; by default the file `file.flac` in the library's folder. */
export function trackOf(tags: Tags, more: Partial<TrackFacts> = {}): TrackFacts {
  return {
    id: 1,
    generation: 1,
    tags,
    fileName: 'file.flac',
    folders: [],
    isIllegible: false,
    folderId: 1,
    extension: 'flac',
    addedAt: 0,
    ...more,
  };
}

type Given = Readonly<Record<string, ParameterValue>>;

/** What an action changes: track by track its fields with their new values; a text is the reason of a refusal. */
export function actOn(
  action: string,
  parameters: Given,
  ...tracks: readonly TrackFacts[]
): (Record<string, readonly string[] | null> | string)[] {
  const plan = new ActionPlan(prepareSteps([{ action, parameters }]));
  const numbered = tracks.map((track, index) => ({ ...track, id: index + 1 }));
  for (let pass = 1; pass < plan.passes; pass += 1) {
    plan.page(numbered);
    plan.endPass();
  }
  const { changes, refused } = plan.page(numbered);
  return numbered.map(({ id }) => {
    const reason = refused.find((one) => one.id === id)?.reason;
    const made = changes.find((one) => one.id === id)?.changes ?? [];
    return reason ?? Object.fromEntries(made.map(({ field, after }) => [field, after]));
  });
}

/** What an action makes of tags; a text where it refuses. */
export function changeTags(action: string, parameters: Given, tags: Tags) {
  return actOn(action, parameters, trackOf(tags))[0]!;
}
