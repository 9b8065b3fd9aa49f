/** `descant played ID…`: counts a play of each track, or a skip, now or when it was. */
import { parseDate } from '../../../app/library/query/values.ts';
import { readArguments, readNumber, UsageError, withLibrary } from '../command-line.ts';
import { countOf, printJson, printLines } from '../output.ts';

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {
    skipped: { type: 'boolean', default: false },
    at: { type: 'string' },
  });
  if (positionals.length === 0) throw new UsageError('name the tracks that were played, by their ids');
  const ids = positionals.map((word) => readNumber('played', word, 1));
  const at = momentOf(values.at, Date.now());
  const kind = values.skipped ? 'skip' : 'play';
  return withLibrary(values.library, async ({ api }) => {
    // A play cannot be taken back: none is counted where one of the tracks is not there.
    const known = await api.tracks.facts.query({ ids: [...new Set(ids)] });
    const unknown = ids.find((id) => known[id] === undefined);
    if (unknown !== undefined) {
      throw Object.assign(new Error(`there is no track ${unknown}; nothing was counted`), { code: 'NOT_FOUND' });
    }
    for (const id of ids) await api.tracks.played.mutate({ id, kind, ...(at === null ? {} : { at }) });
    if (values.json) printJson({ ids, kind, at: at === null ? null : new Date(at).toISOString() });
    else printLines([`${countOf(ids.length, kind)} counted`]);
    return 0;
  });
}

/** @returns milliseconds since 1970; null for now @throws UsageError */
function momentOf(text: string | undefined, now: number): number | null {
  if (text === undefined) return null;
  const at = parseDate(text, 'from', now);
  if (at === null || at < 0 || at > now) {
    throw new UsageError(`--at takes a moment of the past such as 2026-05-01T18:30, 2026-05-01 or -2h, not "${text}"`);
  }
  return at;
}
