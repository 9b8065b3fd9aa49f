import { expect, it } from 'vitest';
import { THUMBNAIL_SIZES } from '../../app/thumbnails/thumbnails.ts';
import { thumbnail } from '../../renderer/controls/thumbnail.ts';

it('the page asks for the sizes of thumbnails that the service makes', () => {
  const asked = THUMBNAIL_SIZES.map((size) => thumbnail('/art/abc', size, 1));
  expect(asked).toEqual(THUMBNAIL_SIZES.map((size) => `/art/abc?size=${size}`));
});
