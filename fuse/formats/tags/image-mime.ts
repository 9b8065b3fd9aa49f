/**
 * Files name the type of a picture in many ways (`image/jpg`, `JPG`, `jpeg`, nothing): one spelling for all.
 */
const SPELLINGS: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  bmp: 'image/bmp',
  webp: 'image/webp',
};

/** The MIME type in its usual spelling; `application/octet-stream` where a file does not say. */
export function imageMime(stated: string): string {
  const name = stated.toLowerCase();
  if (Object.hasOwn(SPELLINGS, name)) return SPELLINGS[name] as string;
  return name.includes('/') ? name : 'application/octet-stream';
}
