/**
 * Tells apart what a template would call by the same name: the two albums "Greatest Hits" of one artist
 * (`%aunique{}`), two single tracks of one title (`%sunique{}`).
 *
 * What comes out depends only on the set of tracks, never on the order in which they came, and a track can
 * only change the names of tracks that share its identifiers. All albums of a clash are told apart, not
 * only the later one: by the first disambiguator that has a different value for each of them, or else by a
 * number that is theirs.
 */
import type { Template, TemplateScope, UniquenessRule } from './template.ts';
import type { TemplateEntry } from './entry.ts';
import { templateValue, isCompilation } from './template-values.ts';

/** All that share their identifiers. */
interface Clash {
  readonly key: string;
  readonly groups: Map<string, Group>;
  /** What tells each group apart; `null` while it has to be worked out again. */
  distinctions: ReadonlyMap<Group, string> | null;
}

/** One album (or single track) among those of its name. */
interface Group {
  readonly key: string;
  readonly clash: Clash;
  readonly members: Map<number, Vote>;
  /** By the text of their values. */
  readonly votes: Map<string, Vote>;
  /** Smallest track id in it. */
  lowest: number;
}

/** What some tracks of a group say for the disambiguators. The commonest vote speaks for the group. */
interface Vote {
  readonly key: string;
  readonly values: readonly string[];
  count: number;
}

/** One rule and where every track stands under it. */
interface Ledger {
  readonly rule: UniquenessRule;
  readonly clashes: Map<string, Clash>;
  readonly groupOf: Map<number, Group>;
}

const NOBODY: ReadonlySet<number> = new Set();

/** Separates parts of a key; no tag survives with it. */
const SEPARATOR = '\u0000';

export class Uniqueness implements TemplateScope {
  readonly #ledgers: readonly Ledger[];

  constructor(template: Template) {
    this.#ledgers = template.rules.map((rule) => ({ rule, clashes: new Map(), groupOf: new Map() }));
  }

  /**
   * Takes in a track, or what has become of it.
   * @returns ids of the tracks whose distinction may have changed, without the track itself
   */
  add(entry: TemplateEntry): ReadonlySet<number> {
    if (this.#ledgers.length === 0) return NOBODY;
    const touched = new Set<number>();
    for (const ledger of this.#ledgers) {
      const claim = claimOf(ledger.rule, entry);
      // A track that comes back unchanged must not touch other tracks: otherwise two tracks could send each other
      // back and forth.
      if (claim !== null && stands(ledger, entry.id, claim)) continue;
      withdraw(ledger, entry.id, touched);
      if (claim !== null) enter(ledger, entry.id, claim, touched);
    }
    touched.delete(entry.id);
    return touched;
  }

  /** @returns ids of the tracks whose distinction may have changed */
  remove(id: number): ReadonlySet<number> {
    const touched = new Set<number>();
    for (const ledger of this.#ledgers) withdraw(ledger, id, touched);
    return touched;
  }

  /** What `look` sees if these tracks were like that. Nothing is changed. */
  imagining<Seen>(entries: readonly TemplateEntry[], look: () => Seen): Seen {
    const stood = this.#ledgers.map((ledger) => entries.map(({ id }) => claimOfGroup(ledger, id)));
    for (const entry of entries) this.add(entry);
    try {
      return look();
    } finally {
      for (const [index, ledger] of this.#ledgers.entries()) {
        for (const [at, { id }] of entries.entries()) {
          const claim = stood[index]?.[at] ?? null;
          withdraw(ledger, id, new Set());
          if (claim !== null) enter(ledger, id, claim, new Set());
        }
      }
    }
  }

  distinction(rule: UniquenessRule, entry: TemplateEntry): string {
    const group = this.#ledgers[rule.index]?.groupOf.get(entry.id);
    return group === undefined ? '' : (distinctionsOf(group.clash).get(group) ?? '');
  }
}

const album = templateValue('album');

/** What the tags of a track say for a rule: its identifiers, its group, and its disambiguators. */
interface Claim {
  readonly key: string;
  readonly group: string;
  readonly values: readonly string[];
  readonly vote: string;
}

/** `null` for a track without an album: it is no album that could be mistaken for another. */
function claimOf(rule: UniquenessRule, entry: TemplateEntry): Claim | null {
  if (rule.of === 'album' && album.value(entry) === '') return null;
  const key = rule.identifiers.map((field) => folded(field.value(entry) || field.standIn(entry))).join(SEPARATOR);
  const values = rule.disambiguators.map((field) => field.value(entry).trim());
  return { key, group: identity(rule, entry), values, vote: values.join(SEPARATOR) };
}

/** The claim with which a track stands where it stands. */
function claimOfGroup({ groupOf }: Ledger, id: number): Claim | null {
  const group = groupOf.get(id);
  const vote = group?.members.get(id);
  return group === undefined || vote === undefined
    ? null
    : { key: group.clash.key, group: group.key, values: vote.values, vote: vote.key };
}

function stands({ groupOf }: Ledger, id: number, claim: Claim): boolean {
  const group = groupOf.get(id);
  return group?.key === claim.group && group.clash.key === claim.key && group.members.get(id)?.key === claim.vote;
}

function enter({ clashes, groupOf }: Ledger, id: number, claim: Claim, touched: Set<number>): void {
  let clash = clashes.get(claim.key);
  if (clash === undefined) {
    clash = { key: claim.key, groups: new Map(), distinctions: null };
    clashes.set(claim.key, clash);
  }
  const group = clash.groups.get(claim.group) ?? {
    key: claim.group,
    clash,
    members: new Map(),
    votes: new Map(),
    lowest: Infinity,
  };
  changing(group, touched, () => {
    group.clash.groups.set(group.key, group);
    const vote = group.votes.get(claim.vote) ?? { key: claim.vote, values: claim.values, count: 0 };
    vote.count += 1;
    group.votes.set(vote.key, vote);
    group.members.set(id, vote);
    group.lowest = Math.min(group.lowest, id);
  });
  groupOf.set(id, group);
}

function withdraw({ clashes, groupOf }: Ledger, id: number, touched: Set<number>): void {
  const group = groupOf.get(id);
  if (group === undefined) return;
  groupOf.delete(id);
  changing(group, touched, () => {
    const vote = group.members.get(id);
    group.members.delete(id);
    if (vote !== undefined) vote.count -= 1;
    if (vote?.count === 0) group.votes.delete(vote.key);
    if (group.lowest === id) group.lowest = smallest(group.members.keys());
    if (group.members.size === 0) group.clash.groups.delete(group.key);
  });
  if (group.clash.groups.size === 0) clashes.delete(group.clash.key);
}

/** Makes a change to a group and collects the tracks of every group whose distinction it alters. */
function changing(group: Group, touched: Set<number>, change: () => void): void {
  const { clash } = group;
  const wasAlone = clash.groups.size < 2;
  const [count, speaker, lowest] = [clash.groups.size, spokesman(group), group.lowest];
  const before = wasAlone ? null : distinctionsOf(clash);
  change();
  // The usual case, one more track of an album, alters nothing and must not cost more for large albums.
  if (clash.groups.size === count && spokesman(group)?.key === speaker?.key && group.lowest === lowest) return;
  clash.distinctions = null;
  if (wasAlone && clash.groups.size < 2) return;
  const after = distinctionsOf(clash);
  for (const other of clash.groups.values()) {
    if ((before?.get(other) ?? '') === (after.get(other) ?? '')) continue;
    for (const id of other.members.keys()) touched.add(id);
  }
}

/** Which album a track belongs to, as far as the library or its tags say. */
function identity(rule: UniquenessRule, entry: TemplateEntry): string {
  if (rule.of === 'singleton') return String(entry.id);
  if (entry.albumKey !== undefined) return `key ${entry.albumKey}`;
  const tagged = ['musicbrainz_albumid', 'barcode', 'catalognumber'].find((name) => entry.tags[name]?.[0]);
  if (tagged !== undefined) return `${tagged} ${entry.tags[tagged]?.[0]?.toLowerCase()}`;
  // Tracks of a sampler often carry the years of their own first releases.
  const year = isCompilation(entry) ? '' : /^\s*(\d{4})/.exec(entry.tags['date']?.[0] ?? '')?.[1];
  return `year ${year ?? ''}`;
}

/** Names that a reader takes for the same are the same. */
function folded(value: string): string {
  return value.normalize('NFC').trim().toLowerCase();
}

function distinctionsOf(clash: Clash): ReadonlyMap<Group, string> {
  clash.distinctions ??= workOut([...clash.groups.values()]);
  return clash.distinctions;
}

function workOut(groups: readonly Group[]): ReadonlyMap<Group, string> {
  if (groups.length < 2) return new Map();
  const spoken = groups.map((group) => spokesman(group)?.values ?? []);
  const count = spoken[0]?.length ?? 0;
  for (let index = 0; index < count; index += 1) {
    const values = spoken.map((all) => all[index] ?? '');
    // An album without a value would be left without a distinction: all of them are told apart.
    if (values.includes('') || new Set(values.map(folded)).size !== values.length) continue;
    return new Map(groups.map((group, at) => [group, values[at] ?? '']));
  }
  return new Map(groups.map((group) => [group, String(group.lowest)]));
}

/** The commonest vote; of equally common ones the first in order of text. */
function spokesman(group: Group): Vote | null {
  let best: Vote | null = null;
  for (const vote of group.votes.values()) {
    if (best === null || vote.count > best.count || (vote.count === best.count && vote.key < best.key)) best = vote;
  }
  return best;
}

function smallest(ids: Iterable<number>): number {
  let lowest = Infinity;
  for (const id of ids) lowest = Math.min(lowest, id);
  return lowest;
}
