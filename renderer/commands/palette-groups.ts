/** The commands that a palette lists for what is typed: those for the chosen tracks first. Pure. */
import { COMMANDS, takesTracks, type Command, type CommandId } from '../catalog/commands.ts';
import { PAGES, type CatalogPage } from '../catalog/pages.ts';
import type { IconName } from '../controls/Icon.tsx';
import type { PaletteGroup, PaletteLine } from '../controls/palette-rows.ts';
import { printedKey } from '../words/printed-key.ts';
import { matchedParts, matchText } from '../words/text-match.ts';
import { t } from '../words/text.ts';

interface Ranked {
  readonly rank: number;
  readonly line: PaletteLine;
}

/**
 * @param chosen how many tracks are chosen
 * @returns no empty groups; the ids of the lines are those of the commands
 */
export function commandGroups(typed: string, chosen: number): PaletteGroup[] {
  const commands = (COMMANDS as readonly Command[]).filter(({ id }) => id !== 'palette');
  const ofTracks = commands.filter((command) => takesTracks(command, chosen));
  const others = commands.filter(({ tracks }) => tracks === undefined);
  return [
    {
      title: chosen === 1 ? t('With the track') : t('With the {{count}} tracks', { count: chosen }),
      lines: chosen === 0 ? [] : matching(ofTracks, typed),
    },
    { title: t('Commands'), lines: matching(others, typed) },
    { title: t('Pages'), lines: pages(typed) },
  ].filter(({ lines }) => lines.length > 0);
}

function matching(commands: readonly Command[], typed: string): PaletteLine[] {
  return inOrder(
    commands.flatMap(({ id, label: english, icon, also = [], keys, tracks }): Ranked[] => {
      const label = t(english);
      const name = label.replace(/ …$/u, '');
      const key = tracks?.gridKey ?? keys[0];
      const common = {
        id,
        ...(icon === undefined ? {} : { icon: icon as IconName }),
        keys: key === undefined ? undefined : printedKey(key),
      };
      const found = matchText(name, typed);
      if (found !== null) return [{ rank: found.rank, line: { ...common, parts: matchedParts(label, found) } }];
      const other = also.map((word) => t(word)).find((word) => matchText(word, typed) !== null);
      if (other === undefined) return [];
      const parts = matchedParts(label, { ranges: [] });
      return [{ rank: 3, line: { ...common, parts, note: t('also {{other}}', { other }) } }];
    }),
  );
}

function pages(typed: string): PaletteLine[] {
  return inOrder(
    (PAGES as readonly CatalogPage[]).flatMap(({ id, label: english, icon, key }) => {
      const label = t(english);
      const found = matchText(label, typed);
      const line = {
        id: `page:${id}` satisfies CommandId,
        icon: icon as IconName,
        parts: matchedParts(label, found ?? { ranges: [] }),
        ...(key === undefined ? {} : { keys: printedKey(key) }),
      };
      return found === null ? [] : [{ rank: found.rank, line }];
    }),
  );
}

/** The best first; equals in the order of the table. */
function inOrder(found: readonly Ranked[]): PaletteLine[] {
  return found.toSorted((a, b) => a.rank - b.rank).map(({ line }) => line);
}
