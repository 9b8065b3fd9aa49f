/** Ctrl+K: the commands for what is selected, pages, and what the library finds by the typed words. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CommandId } from '../catalog/commands.ts';
import { commandGroups } from '../commands/palette-groups.ts';
import { runCommand } from '../commands/run-command.ts';
import { COLUMNS } from '../columns/columns.tsx';
import { LIBRARY_COLUMNS, useLayout } from '../columns/use-column-layout.ts';
import { asksForChanges, changeOffers } from './change-offers.ts';
import { checkOffers, duplicateOffer } from './check-offers.ts';
import { columnOffers } from './column-offers.ts';
import { fieldOffers } from './field-offers.ts';
import type { Offer } from './palette-offer.ts';
import { Palette } from '../controls/Palette.tsx';
import type { PaletteGroup, PaletteLine } from '../controls/palette-rows.ts';
import { useSettled } from '../controls/use-settled.ts';
import { goTo } from '../navigation/use-address.ts';
import { showTrack } from '../selection/show-track.ts';
import { api } from '../service/client.ts';
import { facetTerm } from '../words/query-text.ts';
import { matchedParts, matchText } from '../words/text-match.ts';
import { t } from '../words/text.ts';

const SETTLE_MS = 60;
/** Of albums, of artists and of tracks. */
const FOUND = 4;

interface PaletteDialogProps {
  /** Number of tracks that are chosen. */
  readonly chosen: number;
  readonly onClose: () => void;
}

export function PaletteDialog({ chosen, onClose }: PaletteDialogProps) {
  const [text, setText] = useState('');
  const found = useFound(text);
  const offers = useOffers(text, chosen);
  const groups = [...offers.first, ...commandGroups(text, chosen), ...offers.more, ...found.groups];
  return (
    <Palette
      label={t('All commands')}
      placeholder={t('A command, an album, an artist, a title')}
      text={text}
      onText={setText}
      groups={groups}
      none={t('Nothing is called like this.')}
      about={chosen === 0 ? '' : t('{{count}} tracks selected', { count: chosen })}
      onTake={(id) => {
        const target = offers.targets.get(id) ?? found.targets.get(id);
        if (target === undefined) runCommand(id as CommandId);
        else target();
      }}
      onClose={onClose}
    />
  );
}

/** What is typed as a change, an order, a column, a check or something to undo, and what each of it does. */
function useOffers(text: string, chosen: number) {
  const layout = useLayout(LIBRARY_COLUMNS);
  const batches = useQuery({ ...api.history.list.queryOptions({ limit: 40 }), enabled: asksForChanges(text) });
  const health = useQuery({ ...api.health.report.queryOptions({}), enabled: text.trim() !== '' });
  const edits = fieldOffers(text, chosen);
  const changes = asksForChanges(text) ? changeOffers(text, batches.data ?? []) : [];
  const columns = columnOffers(text, COLUMNS, layout);
  const asksForCopies = text.trim() !== '' && duplicateOffer(text) !== null;
  const copies = useQuery({ ...api.duplicates.state.queryOptions(), enabled: asksForCopies });
  const found = text.trim() === '' ? [] : checkOffers(text, health.data?.report?.checks ?? []);
  const checks = asksForCopies ? [duplicateOffer(text, copies.data?.recordings) ?? [], found].flat() : found;
  const groupOf = (title: string, offers: readonly Offer[]): PaletteGroup[] =>
    offers.length === 0 ? [] : [{ title, lines: offers.map(({ line }) => line) }];
  return {
    first: groupOf(t('Edit'), edits),
    more: [
      ...groupOf(t('Changes of the library'), changes),
      ...groupOf(t('Track table'), columns),
      ...groupOf(t('Review'), checks),
    ],
    targets: new Map([...edits, ...changes, ...columns, ...checks].map(({ line, run }) => [line.id, run])),
  };
}

/** What the library has by the typed words, and where each of it leads. */
function useFound(text: string): { groups: PaletteGroup[]; targets: ReadonlyMap<string, () => void> } {
  const typed = useSettled(text.trim(), SETTLE_MS);
  const ask = { enabled: typed !== '', placeholderData: keepPreviousData } as const;
  const facet = { query: '', search: typed, limit: FOUND } as const;
  const albums = useQuery({ ...api.facets.spellings.queryOptions({ ...facet, field: 'album' }), ...ask });
  const artists = useQuery({ ...api.facets.spellings.queryOptions({ ...facet, field: 'albumartist' }), ...ask });
  const words = `"${typed.replaceAll('"', '""')}"`;
  const tracks = useQuery({
    ...api.tracks.list.queryOptions({ query: words, sort: [], offset: 0, limit: FOUND }),
    ...ask,
  });
  const targets = new Map<string, () => void>();
  if (text.trim() === '' || typed === '') return { groups: [], targets };

  const goToLines: PaletteLine[] = [];
  const add = (id: string, line: Omit<PaletteLine, 'id'>, target: () => void): void => {
    targets.set(id, target);
    goToLines.push({ id, ...line });
  };
  const show = (query: string): void => goTo({ page: 'library', query, track: null });
  for (const { value, tracks: amount } of albums.data?.values ?? []) {
    const line = {
      parts: partsOf(value, typed),
      note: t('album · {{count}} tracks', { count: amount }),
      isMusic: true,
    };
    add(`album:${value}`, { ...line, icon: 'album' }, () => show(facetTerm('album', value)));
  }
  for (const { value, tracks: amount } of artists.data?.values ?? []) {
    const line = { parts: partsOf(value, typed), note: t('artist · {{count}} tracks', { count: amount }) };
    add(`artist:${value}`, { ...line, icon: 'person' }, () => show(facetTerm('albumartist', value)));
  }
  for (const { id, title, artist } of tracks.data?.rows ?? []) {
    const line = { parts: partsOf(title, typed), note: t('track · {{artist}}', { artist }), isMusic: true };
    add(`track:${id}`, { ...line, icon: 'library' }, () => void showTrack(id));
  }
  targets.set('search', () => show(words));
  const total = tracks.data === undefined ? {} : { note: t('{{count}} tracks', { count: tracks.data.total }) };
  const search: PaletteLine = {
    id: 'search',
    icon: 'search',
    parts: plain(t('Show all tracks with “{{typed}}”', { typed })),
    ...total,
  };
  return {
    groups: [
      ...(goToLines.length === 0 ? [] : [{ title: t('Go to'), lines: goToLines }]),
      { title: t('Search'), lines: [search] },
    ],
    targets,
  };
}

function partsOf(name: string, typed: string): PaletteLine['parts'] {
  return matchedParts(name, matchText(name, typed) ?? { ranges: [] });
}

function plain(text: string): PaletteLine['parts'] {
  return matchedParts(text, { ranges: [] });
}
