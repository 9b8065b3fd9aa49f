/**
 * The typed API: what the app and the CLI can ask of the library service. Every input is checked here;
 * behind it plain readonly data moves about.
 */
import { on, EventEmitter } from 'node:events';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { initTRPC } from '@trpc/server';
import { z } from 'zod';
import { FIELDS } from '../../fuse/fields/field-table.ts';
import { editableField } from '../library/editable-field.ts';
import type { FieldChanges } from '../library/edits.ts';
import { NAME_TARGETS } from '../library/views.ts';
import { FACET_FIELDS } from '../library/reports.ts';
import { SORT_FIELDS } from '../library/query/field-columns.ts';
import { localUser, type LibraryService } from '../service/service.ts';
import { NotFoundError } from '../library/edits.ts';
import { errorDetail, toApiError } from './errors.ts';
import type { FieldInfo } from '../model/fields.ts';
import { within } from '../service/within.ts';
import type { LibraryEvent } from '../model/events.ts';

export interface ApiContext {
  readonly service: LibraryService;
}

const trpc = initTRPC.context<ApiContext>().create({
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    data: { ...shape.data, stack: undefined, ...errorDetail(error.cause ?? error) },
  }),
});

/** Turns what the library throws into errors of the API. */
const procedure = trpc.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause) throw toApiError(result.error.cause);
  return result;
});

const id = z.int().positive();
const ids = z.array(id).min(1).max(1_000_000);
const query = z.string().max(4000);
const sort = z
  .array(z.object({ field: z.enum(SORT_FIELDS as [string, ...string[]]), descending: z.boolean() }))
  .max(8)
  .default([]);
const value = z.string().max(100_000);
const changes = z.record(z.string().max(200), z.array(value).max(1000).nullable());
/** What the page before gave as `next`; 0 for the first page. */
const cursor = z.int().min(0).default(0);
const MAX_PICTURE_BASE64 = 22_000_000;

/** Changes under the names that the library uses; values without meaning are dropped. */
function namedChanges(typed: z.infer<typeof changes>): FieldChanges {
  return Object.fromEntries(
    Object.entries(typed).map(([name, values]) => {
      const kept = values?.map((text) => text.trim()).filter((text) => text !== '') ?? null;
      return [editableField(name), kept && kept.length > 0 ? kept : null];
    }),
  );
}

const library = trpc.router({
  summary: procedure.query(({ ctx }) => ctx.service.read.summary()),
  addFolder: procedure
    .input(z.object({ path: z.string().min(1).max(4096) }))
    .mutation(({ ctx, input }) => ctx.service.addFolder(input.path)),
  removeFolder: procedure.input(z.object({ id })).mutation(({ ctx, input }) => ctx.service.write.removeRoot(input)),
  /** Folders whose path begins with what was typed so far. */
  suggestFolders: procedure
    .input(z.object({ prefix: z.string().max(4096) }))
    .query(({ input }) => suggestFolders(input.prefix)),
});

const scan = trpc.router({
  /** Adds the folders, if any, and scans the library. Answers as soon as the scan runs. */
  start: procedure
    .input(z.object({ paths: z.array(z.string().min(1).max(4096)).max(100).default([]) }).default({ paths: [] }))
    .mutation(async ({ ctx, input }) => {
      const folders: string[] = [];
      for (const path of input.paths) folders.push(await ctx.service.addFolder(path));
      // How it ends is told by the job's progress.
      ctx.service.scans.scan().catch(() => {});
      return { folders };
    }),
  cancel: procedure.mutation(({ ctx }) => ctx.service.scans.cancel()),
  /** Waits until the running scan has ended, or with `analysis` until nothing is left to listen to, or until the time is over. */
  wait: procedure
    .input(z.object({ for: z.enum(['tags', 'analysis']), milliseconds: z.int().min(0).max(20_000) }))
    .mutation(async ({ ctx, input }) => {
      const settled = await ctx.service.settled(input.for, input.milliseconds);
      return { settled, jobs: [...ctx.service.jobs] };
    }),
});

const analysis = trpc.router({
  pause: procedure.mutation(({ ctx }) => ctx.service.analysis.pause()),
  resume: procedure.mutation(({ ctx }) => ctx.service.analysis.resume()),
  retry: procedure.mutation(({ ctx }) => ctx.service.analysis.retry()),
  /** How many files are still to be listened to. */
  pending: procedure.query(({ ctx }) => ctx.service.read.countPending()),
});

const fields = trpc.router({
  /** The table of fields, in the order in which they are shown. */
  list: procedure.query((): readonly FieldInfo[] => FIELDS),
});

const jobs = trpc.router({
  list: procedure.query(({ ctx }) => [...ctx.service.jobs]),
});

const tracks = trpc.router({
  list: procedure
    .input(
      z.object({
        query: query.default(''),
        sort,
        offset: z.int().min(0).default(0),
        limit: z.int().min(0).max(10_000).default(100),
      }),
    )
    .query(({ ctx, input }) => ctx.service.read.list(input)),
  ids: procedure.input(z.object({ query, sort })).query(({ ctx, input }) => ctx.service.read.ids(input)),
  position: procedure.input(z.object({ query, sort, id })).query(({ ctx, input }) => ctx.service.read.position(input)),
  get: procedure.input(z.object({ id })).query(async ({ ctx, input }) => {
    const track = await ctx.service.read.get(input);
    if (!track) throw new NotFoundError(`there is no track ${input.id}`);
    return track;
  }),
  /** Effective tags of many tracks: id → field → values. */
  tags: procedure
    .input(z.object({ ids }))
    .query(async ({ ctx, input }) => Object.fromEntries(await ctx.service.read.tags(input))),
  similar: procedure
    .input(z.object({ id, limit: z.int().min(1).max(200).default(20) }))
    .query(({ ctx, input }) => ctx.service.similar.toTrack(input.id, input.limit)),
  similarToFile: procedure
    .input(z.object({ path: z.string().min(1), limit: z.int().min(1).max(200).default(20) }))
    .query(({ ctx, input }) => ctx.service.similar.toFile(Buffer.from(input.path), input.limit)),
  facets: procedure
    .input(
      z.object({ query: query.default(''), field: z.enum(FACET_FIELDS), limit: z.int().min(1).max(5000).default(200) }),
    )
    .query(({ ctx, input }) => ctx.service.read.facets(input)),
  edit: procedure
    .input(z.object({ ids, changes, note: z.string().max(1000).optional(), dryRun: z.boolean().default(false) }))
    .mutation(({ ctx, input }) =>
      ctx.service.write.edit({
        ids: input.ids,
        changes: namedChanges(input.changes),
        author: localUser(),
        note: input.note ?? '',
        dryRun: input.dryRun,
      }),
    ),
  revert: procedure
    .input(z.object({ ids, fields: z.array(z.string().max(200)).nullable().default(null) }))
    .mutation(({ ctx, input }) =>
      ctx.service.write.revert({
        ids: input.ids,
        fields: input.fields?.map(editableField) ?? null,
        author: localUser(),
      }),
    ),
  setPicture: procedure
    .input(z.object({ ids, picture: z.object({ base64: z.string().max(MAX_PICTURE_BASE64) }).nullable() }))
    .mutation(({ ctx, input }) =>
      ctx.service.setPicture(
        input.ids,
        input.picture ? Buffer.from(input.picture.base64, 'base64') : null,
        localUser(),
      ),
    ),
});

const history = trpc.router({
  list: procedure
    .input(z.object({ limit: z.int().min(1).max(10_000).default(100) }).default({ limit: 100 }))
    .query(({ ctx, input }) => ctx.service.read.history(input)),
  ofTrack: procedure.input(z.object({ id })).query(({ ctx, input }) => ctx.service.read.historyOfTrack(input)),
  undo: procedure
    .input(z.object({ batch: id.optional() }).default({}))
    .mutation(({ ctx, input }) => ctx.service.write.undo({ batch: input.batch ?? null, author: localUser() })),
  redo: procedure.mutation(({ ctx }) => ctx.service.write.redo({ author: localUser() })),
});

const mount = trpc.router({
  state: procedure.query(({ ctx }) => ctx.service.mount.state),
  start: procedure
    .input(
      z
        .object({ directory: z.string().min(1).max(4096).optional(), template: z.string().min(1).max(2000).optional() })
        .default({}),
    )
    .mutation(({ ctx, input }) => ctx.service.mount.start(input.directory ?? null, input.template ?? null)),
  /** With `force` also while programs use it; otherwise `BUSY` names them. */
  stop: procedure
    .input(z.object({ force: z.boolean().default(false) }).default({ force: false }))
    .mutation(({ ctx, input }) => ctx.service.mount.stop(input.force)),
  /** Paths that some tracks of a query would get under a template; refused as BAD_TEMPLATE or BAD_QUERY. */
  preview: procedure
    .input(
      z.object({
        template: z.string().max(10_000),
        query: z.string().max(10_000).default(''),
        names: z.enum(NAME_TARGETS).default('posix'),
        limit: z.int().min(1).max(100).default(8),
      }),
    )
    .query(({ ctx, input }) => ctx.service.read.mountPreview(input)),
  /** Saves that were not accepted, newest first. */
  refusedSaves: procedure
    .input(z.object({ limit: z.int().min(1).max(1000).default(100) }).default({ limit: 100 }))
    .query(({ ctx, input }) => ctx.service.read.refusedSaves(input)),
  /** Forgets a refused save and the bytes that were kept of it. */
  dismissRefusedSave: procedure
    .input(z.object({ id }))
    .mutation(({ ctx, input }) => ctx.service.write.dismissRefusedSave(input)),
});

const settings = trpc.router({
  get: procedure.query(({ ctx }) => ctx.service.read.settings()),
  /** Without a value the setting goes back to its default. */
  set: procedure
    .input(z.object({ name: z.string().max(100), value: z.json().optional() }))
    .mutation(({ ctx, input }) => ctx.service.writeSetting(input)),
});

const errors = trpc.router({
  list: procedure
    .input(z.object({ limit: z.int().min(1).max(10_000).default(200) }).default({ limit: 200 }))
    .query(({ ctx, input }) => ctx.service.read.scanErrors(input)),
});

const health = trpc.router({
  report: procedure.query(({ ctx }) => ctx.service.read.healthReport()),
  /** What one check finds, page by page. */
  items: procedure
    .input(
      z.object({
        check: z.enum(['unreadable', 'missing', 'changed', 'refused', 'unanalysed', 'untagged']),
        after: cursor,
        limit: z.int().min(1).max(1000).default(500),
      }),
    )
    .query(({ ctx, input }) => ctx.service.read.healthPage(input)),
});

const exported = trpc.router({
  count: procedure.input(z.object({ query })).query(({ ctx, input }) => ctx.service.read.countExported(input)),
  /** Everything that is known of the tracks, page by page. */
  tracks: procedure
    .input(
      z.object({
        query,
        after: cursor,
        limit: z.int().min(1).max(1000).default(250),
        history: z.boolean().default(false),
      }),
    )
    .query(({ ctx, input }) => ctx.service.read.exportPage(input)),
});

const duplicates = trpc.router({
  /** How many tracks can be compared, and how many have not been listened to yet. */
  count: procedure.query(async ({ ctx }) => {
    const { read } = ctx.service;
    const [analysed, pending] = await Promise.all([read.countAnalysed(), read.countPending()]);
    return { analysed, pending };
  }),
  /** Pairs of tracks that are the same recording, page by page. */
  matches: procedure
    .input(
      z.object({
        after: cursor,
        limit: z.int().min(1).max(500).default(200),
        least: z.number().min(0.4).max(1).default(0.75),
      }),
    )
    .query(({ ctx, input }) => ctx.service.matchSounds(input)),
  /** The copies of a recording, the best first. */
  copies: procedure
    .input(z.object({ ids: z.array(id).max(1000) }))
    .query(({ ctx, input }) => ctx.service.read.copiesOf(input)),
});

const originals = trpc.router({
  count: procedure.input(z.object({ query })).query(({ ctx, input }) => ctx.service.read.countOriginals(input)),
  /** Whether the files are what they were, page by page; `deep` decodes them. Who no longer waits for a page ends its decoding. */
  verify: procedure
    .input(
      z.object({
        query,
        after: cursor,
        limit: z.int().min(1).max(1000).default(500),
        deep: z.boolean().default(false),
      }),
    )
    .query(({ ctx, input, signal }) => ctx.service.verifyOriginals(input, signal)),
});

const rebuild = trpc.router({
  start: procedure
    .input(z.object({ parts: z.array(z.enum(['search', 'index', 'vectors'])).min(1) }))
    .mutation(({ ctx, input }) => ctx.service.rebuild.start(input.parts)),
  /** Waits until the rebuild has ended, or until the time is over. */
  wait: procedure.input(z.object({ milliseconds: z.int().min(0).max(20_000) })).mutation(async ({ ctx, input }) => {
    await within(ctx.service.rebuild.settled(), input.milliseconds);
    return ctx.service.rebuild.progress;
  }),
  cancel: procedure.mutation(({ ctx }) => ctx.service.rebuild.cancel()),
});

export const appRouter = trpc.router({
  library,
  scan,
  analysis,
  duplicates,
  fields,
  jobs,
  tracks,
  history,
  mount,
  settings,
  errors,
  health,
  exported,
  originals,
  rebuild,
  /** First what is going on now, then everything as it happens. */
  events: procedure.subscription(async function* ({ ctx, signal }): AsyncGenerator<LibraryEvent> {
    const emitter = new EventEmitter();
    const unsubscribe = ctx.service.events.subscribe((event) => emitter.emit('event', event));
    try {
      yield* ctx.service.currentState;
      for await (const [event] of on(emitter, 'event', signal ? { signal } : {})) yield event as LibraryEvent;
    } catch (error) {
      if ((error as Error).name !== 'AbortError') throw error;
    } finally {
      unsubscribe();
    }
  }),
});

export type AppRouter = typeof appRouter;

async function suggestFolders(prefix: string): Promise<string[]> {
  const parent = prefix.endsWith('/') ? prefix : dirname(prefix);
  const begun = prefix.endsWith('/') ? '' : prefix.slice(prefix.lastIndexOf('/') + 1).toLowerCase();
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  return entries
    .filter(
      (entry) =>
        entry.isDirectory() &&
        entry.name.toLowerCase().startsWith(begun) &&
        (!entry.name.startsWith('.') || begun.startsWith('.')),
    )
    .map((entry) => join(parent, entry.name))
    .sort()
    .slice(0, 20);
}
