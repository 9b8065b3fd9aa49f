/** The parts of a service that change tags and pictures: actions, health, identification, duplicates' decisions, art. */
import { setTimeout } from 'node:timers/promises';
import { ActionRuns } from '../actions/action-runs.ts';
import { Art } from '../art/art.ts';
import type { DuplicateSurvey } from '../duplicates/duplicate-survey.ts';
import { Resolutions } from '../duplicates/resolutions.ts';
import { HealthSurveys } from '../health/health-surveys.ts';
import { Identification } from '../identification/identification.ts';
import type { Clock } from '../model/clock.ts';
import { descantVersion } from '../library/descant-version.ts';
import type { Recognition } from '../recognition/recognition.ts';
import { Thumbnails } from '../thumbnails/thumbnails.ts';
import type { CatalogueUpkeep } from './catalogue-upkeep.ts';
import { Dumps } from './dumps.ts';
import type { ServiceBase } from './service-base.ts';

export interface TaggingParts {
  readonly thumbnails: Thumbnails;
  readonly art: Art;
  readonly resolutions: Resolutions;
  readonly actions: ActionRuns;
  readonly dumps: Dumps;
  readonly identification: Identification;
  readonly health: HealthSurveys;
}

/** What else they work with. */
interface TaggingContext {
  readonly thumbnailProgram: URL;
  /** By which requests to services on the network are spaced. */
  readonly clock: Clock;
  readonly recognition: Recognition;
  readonly duplicates: DuplicateSurvey;
  readonly catalogue: CatalogueUpkeep;
}

export function taggingParts(
  { library, settings, read, write, events, warns }: ServiceBase,
  { thumbnailProgram, clock, recognition, duplicates, catalogue }: TaggingContext,
): TaggingParts {
  const allSettings = () => settings.all();
  const thumbnails = new Thumbnails(library, thumbnailProgram);
  const dumps = new Dumps(library, allSettings);
  const art = new Art({ library, settings: allSettings, read, write, thumbnails });
  return {
    thumbnails,
    art,
    dumps,
    resolutions: new Resolutions({
      read,
      write,
      recordings: () => duplicates.recordings(),
      picturesOf: (track) => art.tokensOf(track),
    }),
    actions: new ActionRuns({
      openPlan: (request) => read.openActionPlan(request),
      planPage: (request) => read.actionPlanPage(request),
      closePlan: (request) => read.closeActionPlan(request),
      apply: (request) => write.applyActions(request),
    }),
    identification: new Identification({
      library,
      settings: allSettings,
      read,
      write,
      dumps,
      recognise: (items, limit) => recognition.lookupItems(items, limit),
      storeArt: (source, fit) => art.store(source, fit),
      onProgress: (progress) => events.emit({ type: 'identification', progress }),
      clock,
      version: descantVersion,
    }),
    health: new HealthSurveys({
      read,
      prepare: () => catalogue.upToDate(),
      onChanged: () => events.emit({ type: 'health' }),
      onProgress: (progress) => events.emit({ type: 'health-survey', ...progress }),
      onProblem: warns('the health of the library is not known'),
      now: () => performance.now(),
      sleep: (time, signal) => setTimeout(time, undefined, { signal }),
    }),
  };
}
