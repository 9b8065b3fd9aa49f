/** Chooses the playlist that tracks are added to, among those ordered by hand, or makes a new one. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Palette } from '../controls/Palette.tsx';
import type { PaletteGroup } from '../controls/palette-rows.ts';
import { amountOf, type TrackChoice } from '../selection/track-choice.ts';
import { addToNewPlaylist, addToPlaylist } from '../selection/add-to-playlist.ts';
import { api } from '../service/client.ts';
import { matchedParts, matchText } from '../words/text-match.ts';
import { t } from '../words/text.ts';

const NEW = 'new';

export function PlaylistChooser({ tracks, onClose }: { readonly tracks: TrackChoice; readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const { data: playlists = [] } = useQuery(api.playlists.list.queryOptions());
  const name = text.trim();
  const lines = playlists.flatMap((playlist) => {
    const found = matchText(playlist.name, text);
    if (playlist.kind !== 'manual' || found === null) return [];
    return [{ id: String(playlist.id), icon: 'playlist' as const, parts: matchedParts(playlist.name, found) }];
  });
  const label = name === '' ? t('New playlist') : t('New playlist “{{name}}”', { name });
  const added = { id: NEW, icon: 'add' as const, parts: matchedParts(label, { ranges: [] }) };
  const groups: PaletteGroup[] = [
    ...(lines.length === 0 ? [] : [{ title: t('Playlists'), lines }]),
    { title: t('New'), lines: [added] },
  ];
  return (
    <Palette
      label={t('Add to playlist')}
      placeholder={t('Name of a playlist')}
      text={text}
      onText={setText}
      groups={groups}
      none={t('There is no such playlist.')}
      about={t('{{count}} tracks', { count: amountOf(tracks) })}
      onTake={(id) => {
        const known = playlists.find((playlist) => String(playlist.id) === id);
        if (known !== undefined) void addToPlaylist(known.id, known.name, tracks);
        else void addToNewPlaylist(name === '' ? t('New playlist') : name, tracks);
      }}
      onClose={onClose}
    />
  );
}
