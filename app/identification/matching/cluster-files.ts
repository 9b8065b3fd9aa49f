/**
 * Groups files into albums before they are compared with releases: by the folder that the discs of an album share, and in
 * it by the album in the tags. Spellings of one album are joined, and so are albums of one folder whose files the sound
 * finds on the same release. Files without an album belong to the album of their folder, or to each other.
 */
import { withoutDisc } from '../../library/catalogue/disc-names.ts';
import type { FileFacts, SoundEvidence } from './compared-file.ts';
import { commonest } from './match-release.ts';
import { comparedText, textDistance } from './text-distance.ts';

/** Titles of albums in one folder that are no farther apart than this are one album. */
const SAME_ALBUM = 0.3;
/** More files without an album in one folder are no album but a heap: each is looked for alone. */
const LARGEST_ALBUM = 60;

/** @param evidence what the sound of the files tells, where it tells anything */
export function clusterFiles(
  files: readonly FileFacts[],
  evidence: ReadonlyMap<number, SoundEvidence>,
): (readonly FileFacts[])[] {
  const folders = Map.groupBy(files, ({ folder }) => folder);
  return [...folders.values()].flatMap((inFolder) => clustersOfFolder(inFolder, evidence));
}

function clustersOfFolder(
  files: readonly FileFacts[],
  evidence: ReadonlyMap<number, SoundEvidence>,
): (readonly FileFacts[])[] {
  const loose = files.filter(({ album }) => album === '');
  const titled = files.filter(({ album }) => album !== '');
  const albums = [...Map.groupBy(titled, ({ album }) => comparedText(withoutDisc(album).name).whole)]
    .map(([title, members]) => ({ title, members, release: releaseOf(members, evidence) }))
    .sort((a, b) => b.members.length - a.members.length);
  const joined: { title: string; members: FileFacts[]; release: string }[] = [];
  for (const { title, members, release } of albums) {
    const same = joined.find(
      (other) => isSameTitle(other.title, title) || (release !== '' && other.release === release),
    );
    if (same) same.members.push(...members);
    else joined.push({ title, members: [...members], release });
  }
  const [only, ...others] = joined;
  if (only !== undefined && others.length === 0) return [[...only.members, ...loose]];
  const left = loose.filter((file) => {
    const owner = joined.find(({ release }) => release !== '' && evidence.get(file.id)?.releases.includes(release));
    owner?.members.push(file);
    return owner === undefined;
  });
  return [...joined.map(({ members }) => members), ...looseClusters(left, evidence)];
}

function isSameTitle(a: string, b: string): boolean {
  return textDistance(comparedText(a), comparedText(b)) <= SAME_ALBUM;
}

/** The release that most of the files are on; empty where fewer than half are on one. */
function releaseOf(files: readonly FileFacts[], evidence: ReadonlyMap<number, SoundEvidence>): string {
  const release = commonest(files.flatMap(({ id }) => evidence.get(id)?.releases ?? []));
  const on = files.filter(({ id }) => evidence.get(id)?.releases.includes(release));
  return on.length * 2 >= files.length ? release : '';
}

/** Files of one folder without an album. */
function looseClusters(
  files: readonly FileFacts[],
  evidence: ReadonlyMap<number, SoundEvidence>,
): (readonly FileFacts[])[] {
  if (files.length === 0) return [];
  if (files.length <= LARGEST_ALBUM && (releaseOf(files, evidence) !== '' || evidence.size === 0)) return [files];
  const release = commonest(files.flatMap(({ id }) => evidence.get(id)?.releases ?? []));
  const on = files.filter(({ id }) => evidence.get(id)?.releases.includes(release));
  if (on.length > 1) {
    const others = files.filter((file) => !on.includes(file));
    return [on, ...looseClusters(others, evidence)];
  }
  if (files.length <= LARGEST_ALBUM && files.every(({ id }) => (evidence.get(id)?.releases.length ?? 0) === 0)) {
    return [files];
  }
  return files.map((file) => [file]);
}
