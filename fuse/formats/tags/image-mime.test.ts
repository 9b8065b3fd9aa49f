import { expect, test } from 'vitest';
import { imageMime } from './image-mime.ts';

test.each([
  ['image/jpg', 'image/jpeg'],
  ['image/pjpeg', 'image/jpeg'],
  ['JPG', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['PNG', 'image/png'],
  ['gif', 'image/gif'],
  ['bmp', 'image/bmp'],
  ['webp', 'image/webp'],
  ['Image/PNG', 'image/png'],
  ['image/x-own', 'image/x-own'],
  ['tiff', 'application/octet-stream'],
  ['', 'application/octet-stream'],
  ['constructor', 'application/octet-stream'],
])('"%s" is %s', (stated, mime) => {
  expect(imageMime(stated)).toBe(mime);
});
