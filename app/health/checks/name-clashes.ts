/**
 * Files of one folder whose names differ in their Unicode form or in their case alone: on disks that tell such names
 * apart they are two files, on others (macOS, Windows) one of them is lost when they are copied.
 */
import type { HealthCheck } from '../check.ts';
import type { CollectedFinding, Collector } from '../finders.ts';

export const nameClashes: HealthCheck = {
  name: 'name-clashes',
  group: 'files',
  severity: 'warning',
  words: {
    title: 'File names that some disks cannot tell apart',
    one: 'name of a file clashes with another on some disks',
    several: 'names of files clash with others on some disks',
    advice: 'rename one of the files; edits and history stay with their tracks',
  },
  finder: { kind: 'library', start },
};

interface Named {
  readonly id: number;
  readonly name: string;
}

function start(): Collector {
  const folders = new Map<number, Map<string, Named[]>>();
  return {
    track: ({ trackId, tags: { facts } }) => {
      const names = folders.get(facts.folderId) ?? new Map<string, Named[]>();
      folders.set(facts.folderId, names);
      const key = facts.fileName.normalize('NFC').toLowerCase();
      const known = names.get(key);
      if (known) known.push({ id: trackId, name: facts.fileName });
      else names.set(key, [{ id: trackId, name: facts.fileName }]);
    },
    end: () =>
      [...folders.values()].flatMap((names) =>
        [...names.values()]
          .filter((files) => files.length > 1)
          .map((files): CollectedFinding => {
            const isOneText = new Set(files.map(({ name }) => name.normalize('NFC'))).size === 1;
            return {
              about: files[0]!.name,
              message: `${files.length} names that differ in ${isOneText ? 'the form of their accents' : 'case'} alone`,
              tracks: files.map(({ id }) => id),
            };
          }),
      ),
  };
}
