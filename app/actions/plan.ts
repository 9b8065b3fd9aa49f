/**
 * Works out what actions change, page by page. It is the only way to the changes: a preview and a run both take it, so
 * that what is applied is what was shown.
 *
 * Actions run one after the other on each track, so tracks are read page by page and forgotten. An action that compares
 * tracks sees all of them first: each such action costs one more pass over the selection, in which the actions before
 * it run as well.
 */
import { checkedValues } from '../library/check-values.ts';
import type { ChangedTrack, RefusedTrack } from '../model/actions.ts';
import { ActionTrack, type TrackFacts } from './action-track.ts';
import type { PreparedStep } from './steps.ts';

/** The changes of a track, with the generation of its tags that they were worked out from. */
export interface PlannedChanges extends ChangedTrack {
  readonly generation: number;
}

export interface PlannedPage {
  readonly changes: readonly PlannedChanges[];
  readonly refused: readonly RefusedTrack[];
}

const NOTHING: PlannedPage = { changes: [], refused: [] };

export class ActionPlan {
  readonly #steps: readonly PreparedStep[];
  /** Numbers of the steps that compare tracks. */
  readonly #surveys: readonly number[];
  #pass = 0;

  constructor(steps: readonly PreparedStep[]) {
    this.#steps = steps;
    this.#surveys = steps.flatMap(({ prepared }, index) => (prepared.survey ? [index] : []));
  }

  /** How often all tracks have to be read. */
  get passes(): number {
    return this.#surveys.length + 1;
  }

  /** The next page of this pass. Changes come out of the last pass. */
  page(tracks: readonly TrackFacts[]): PlannedPage {
    const surveyed = this.#surveys[this.#pass];
    if (surveyed === undefined) return this.#changes(tracks);
    for (const facts of tracks) {
      const track = new ActionTrack(facts);
      for (const step of this.#steps.slice(0, surveyed)) runStep(step, track);
      this.#steps[surveyed]!.prepared.survey!(track);
    }
    return NOTHING;
  }

  /** The tracks of the pass are complete. */
  endPass(): void {
    this.#pass += 1;
  }

  #changes(tracks: readonly TrackFacts[]): PlannedPage {
    const changes: PlannedChanges[] = [];
    const refused: RefusedTrack[] = [];
    for (const facts of tracks) {
      const track = new ActionTrack(facts);
      for (const step of this.#steps) {
        for (const reason of runStep(step, track)) refused.push({ id: facts.id, action: step.action, reason });
      }
      const differences = track.differences();
      if (differences.length > 0) changes.push({ id: facts.id, generation: facts.generation, changes: differences });
    }
    return { changes, refused };
  }
}

/** Changes the track. @returns why not, for each thing that cannot be changed as asked */
function runStep({ prepared }: PreparedStep, track: ActionTrack): string[] {
  const outcome = prepared.change(track);
  if ('refused' in outcome) return [outcome.refused];
  const refused: string[] = [];
  const changes = Object.entries(track.real(outcome.changes)).flatMap(([field, values]) => {
    const checked = inForm(field, values);
    if (typeof checked !== 'string') return [[field, checked] as const];
    refused.push(checked);
    return [];
  });
  // The one spelling of a form may be what the track has already.
  const real = track.real(Object.fromEntries(changes));
  if (Object.keys(real).length > 0) track.change(real);
  return refused;
}

/** The values as an edit keeps them, or why the field cannot have them. */
function inForm(field: string, values: readonly string[] | null): readonly string[] | null | string {
  try {
    return checkedValues({ [field]: values })[field]!;
  } catch (error) {
    return (error as Error).message;
  }
}
