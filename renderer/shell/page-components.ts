/** What shows each page. All are loaded with the app: from this machine that is faster than a page that appears later. */
import type { ComponentType } from 'react';
import { AlbumsPage } from '../albums/AlbumsPage.tsx';
import { ArtistsPage } from '../albums/ArtistsPage.tsx';
import { ActivityPage } from '../activity/ActivityPage.tsx';
import type { PageId } from '../catalog/pages.ts';
import { LibraryPage } from '../library/LibraryPage.tsx';
import { MountPage } from '../mount/MountPage.tsx';
import { PlaylistsPage } from '../playlists/PlaylistsPage.tsx';
import { ReviewPage } from '../review/ReviewPage.tsx';
import { SettingsPage } from '../settings/SettingsPage.tsx';

export const PAGE_COMPONENTS: Readonly<Record<PageId, ComponentType>> = {
  library: LibraryPage,
  albums: AlbumsPage,
  artists: ArtistsPage,
  playlists: PlaylistsPage,
  review: ReviewPage,
  activity: ActivityPage,
  mount: MountPage,
  settings: SettingsPage,
};
