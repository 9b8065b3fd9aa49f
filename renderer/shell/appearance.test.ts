import { describe, expect, it } from 'vitest';
import { formatAppearance, parseAppearance, rootAttributes, type Appearance } from './appearance.ts';

describe('the appearance of the page', () => {
  it('is that of the system unless another one was chosen', () => {
    expect(rootAttributes({ theme: 'system', contrast: 'system' }, false)).toEqual({
      'data-theme': null,
      'data-contrast': null,
    });
    expect(rootAttributes({ theme: 'dark', contrast: 'more' }, false)).toEqual({
      'data-theme': 'dark',
      'data-contrast': 'more',
    });
  });

  it('has more contrast where the browser asks for it', () => {
    expect(rootAttributes({ theme: 'light', contrast: 'system' }, true)).toEqual({
      'data-theme': 'light',
      'data-contrast': 'more',
    });
  });

  it('is kept as text, of which only what is understood counts', () => {
    for (const theme of ['system', 'light', 'dark'] as const) {
      for (const contrast of ['system', 'more'] as const) {
        const kept: Appearance = { theme, contrast };
        expect(parseAppearance(formatAppearance(kept))).toEqual(kept);
      }
    }
    for (const text of [null, '', 'blue most', '{}']) {
      expect(parseAppearance(text)).toEqual({ theme: 'system', contrast: 'system' });
    }
  });
});
