/** How the page looks by the settings of the library and by what the browser asks for. Pure. */

export interface Appearance {
  readonly theme: 'system' | 'light' | 'dark';
  readonly contrast: 'system' | 'more';
}

/** Attributes of the root element, which `tokens.css` follows; `null` takes one away. */
export interface RootAttributes {
  readonly 'data-theme': 'light' | 'dark' | null;
  readonly 'data-contrast': 'more' | null;
}

/** @param asksForMore whether the browser asks for more contrast */
export function rootAttributes({ theme, contrast }: Appearance, asksForMore: boolean): RootAttributes {
  return {
    'data-theme': theme === 'system' ? null : theme,
    'data-contrast': contrast === 'more' || asksForMore ? 'more' : null,
  };
}

export function formatAppearance({ theme, contrast }: Appearance): string {
  return `${theme} ${contrast}`;
}

/** What was kept; anything malformed is as the system has it. */
export function parseAppearance(text: string | null): Appearance {
  const [theme, contrast] = (text ?? '').split(' ');
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    contrast: contrast === 'more' ? 'more' : 'system',
  };
}
