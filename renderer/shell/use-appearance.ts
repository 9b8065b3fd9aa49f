/**
 * Gives the page the theme and the contrast of the settings. A copy is kept in the browser, so that the page looks the
 * same from its first moment on, before the service has answered.
 */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useMedia } from '../controls/use-media.ts';
import { api } from '../service/client.ts';
import { formatAppearance, parseAppearance, rootAttributes, type Appearance } from './appearance.ts';

const KEPT = 'descant.appearance';
const MORE_CONTRAST = '(prefers-contrast: more)';

export function useAppearance(): void {
  const { data } = useQuery(api.settings.get.queryOptions());
  const asksForMore = useMedia(MORE_CONTRAST);
  const theme = data?.['appearance.theme'];
  const contrast = data?.['appearance.contrast'];
  useEffect(() => {
    if (theme === undefined || contrast === undefined) return;
    keep({ theme, contrast });
    show({ theme, contrast }, asksForMore);
  }, [theme, contrast, asksForMore]);
}

/** Shows what was kept, before anything else is shown. */
export function showKeptAppearance(): void {
  show(kept(), window.matchMedia(MORE_CONTRAST).matches);
}

function show(appearance: Appearance, asksForMore: boolean): void {
  for (const [name, value] of Object.entries(rootAttributes(appearance, asksForMore))) {
    if (value === null) document.documentElement.removeAttribute(name);
    else document.documentElement.setAttribute(name, value);
  }
}

/** Storage may be denied or full: the service then tells the appearance, a moment later. */
function keep(appearance: Appearance): void {
  try {
    window.localStorage.setItem(KEPT, formatAppearance(appearance));
  } catch {
    // As without storage.
  }
}

function kept(): Appearance {
  try {
    return parseAppearance(window.localStorage.getItem(KEPT));
  } catch {
    return parseAppearance(null);
  }
}
