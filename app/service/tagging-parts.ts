/** The parts of a service that change tags and pictures: actions, health, identification, duplicates' decisions, art. */
import { setTimeout } from 'node:timers/promises';
import { ActionRuns } from '../actions/action-runs.ts';
import { Art } from '../art/art.ts';
import type { DuplicateSurvey } from '../duplicates/duplicate-survey.ts';
import { Resolutions } from '../duplicates/resolutions.ts';
import { HealthSurveys } from '../health/health-surveys.ts';
import { Identification } from '../identification/identification.ts';
import { ServiceTests } from '../identification/service-tests.ts';
import { userAgent } from '../identification/source-settings.ts';
import { AcoustidSubmit } from '../identification/submissions/acoustid-submit.ts';
import { TrackSubmissions } from '../identification/submissions/track-submissions.ts';
import { ResponseCache } from '../identification/web/response-cache.ts';
import { WebClient } from '../identification/web/web-client.ts';
import type { Clock } from '../model/clock.ts';
import { descantVersion } from '../library/descant-version.ts';
import type { Recognition } from '../recognition/recognition.ts';
import { Thumbnails } from '../thumbnails/thumbnails.ts';
import type { CatalogueUpkeep } from './catalogue-upkeep.ts';
import { Dumps } from './dumps.ts';
import type { ServiceBase } from './service-base.ts';

/** Milliseconds for one answer of a service on the network. */
const TIMEOUT = 20_000;

export interface TaggingParts {
  readonly thumbnails: Thumbnails;
  readonly art: Art;
  readonly resolutions: Resolutions;
  readonly actions: ActionRuns;
  readonly dumps: Dumps;
  readonly identification: Identification;
  readonly trackSubmissions: TrackSubmissions;
  readonly serviceTests: ServiceTests;
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
  const cache = new ResponseCache(library);
  const client = new WebClient({
    clock,
    cache,
    userAgent: async () => userAgent(await descantVersion(), await allSettings()),
    timeout: TIMEOUT,
  });
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
      settings: allSettings,
      read,
      write,
      dumps,
      recognise: (items, limit) => recognition.lookupItems(items, limit),
      storeArt: (source, fit) => art.store(source, fit),
      onProgress: (progress) => events.emit({ type: 'identification', progress }),
      clock,
      client,
      cache,
    }),
    serviceTests: new ServiceTests({
      settings: allSettings,
      client,
      indexOwner: () => write.indexOwner(),
      now: () => performance.now(),
    }),
    trackSubmissions: new TrackSubmissions({
      read,
      write,
      acoustid: new AcoustidSubmit(client),
      settings: allSettings,
      clock,
      version: descantVersion,
      onChange: () => events.emit({ type: 'submissions' }),
      onProblem: warns('nothing is submitted to AcoustID now'),
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
