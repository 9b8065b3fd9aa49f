/** Reads what MusicBrainz answers: releases with their tracks, and lists of found releases. Absent parts are empty. */
import { z } from '../../model/schema.ts';
import type { Credit, Medium, Release, ReleaseTrack } from '../release.ts';

const text = z.string().nullish();
/** Artists who are credited with something. */
export const creditsAnswer = z
  .array(
    z.object({
      name: text,
      joinphrase: text,
      artist: z.object({ id: text, name: text, 'sort-name': text }).nullish(),
    }),
  )
  .nullish();
const track = z.object({
  id: text,
  position: z.number().nullish(),
  title: text,
  length: z.number().nullish(),
  'artist-credit': creditsAnswer,
  recording: z
    .object({
      id: text,
      title: text,
      length: z.number().nullish(),
      isrcs: z.array(z.string()).nullish(),
      'artist-credit': creditsAnswer,
    })
    .nullish(),
});
const medium = z.object({
  position: z.number().nullish(),
  title: text,
  format: text,
  'track-count': z.number().nullish(),
  tracks: z.array(track).nullish(),
  pregap: track.nullish(),
});

/** `release/ID?inc=…`. */
export const releaseAnswer = z.object({
  id: z.string(),
  title: text,
  disambiguation: text,
  date: text,
  country: text,
  status: text,
  barcode: text,
  asin: text,
  'text-representation': z.object({ language: text, script: text }).nullish(),
  'artist-credit': creditsAnswer,
  'label-info': z.array(z.object({ 'catalog-number': text, label: z.object({ name: text }).nullish() })).nullish(),
  'release-group': z
    .object({
      id: text,
      'first-release-date': text,
      'primary-type': text,
      'secondary-types': z.array(z.string()).nullish(),
    })
    .nullish(),
  'cover-art-archive': z.object({ front: z.boolean().nullish() }).nullish(),
  media: z.array(medium).nullish(),
});

/** `release?query=…`. */
export const searchAnswer = z.object({
  releases: z
    .array(z.object({ id: z.string(), score: z.coerce.number().nullish(), 'track-count': z.number().nullish() }))
    .default([]),
});

/** A date as MusicBrainz writes it, as far as it is known: `2016`, `2016-09`, `2016-09-02`. */
const DATE = /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/;

export function releaseOf(answer: z.infer<typeof releaseAnswer>): Release {
  const media = (answer.media ?? []).map((one, at) => ({ ...one, position: one.position ?? at + 1 }));
  const group = answer['release-group'];
  const ofRelease = creditsOf(answer['artist-credit']);
  const tracks = media.flatMap((one) => [
    ...(one.pregap ? [trackOf(one.pregap, one.position, 0, ofRelease)] : []),
    ...(one.tracks ?? []).map((each, at) => trackOf(each, one.position, each.position ?? at + 1, ofRelease)),
  ]);
  return {
    source: 'musicbrainz',
    id: answer.id,
    groupId: group?.id ?? '',
    title: answer.title ?? '',
    comment: answer.disambiguation ?? '',
    credits: ofRelease,
    date: dateOf(answer.date),
    firstDate: dateOf(group?.['first-release-date']),
    country: answer.country ?? '',
    status: answer.status ?? '',
    types: [group?.['primary-type'] ?? '', ...(group?.['secondary-types'] ?? [])].filter((type) => type !== ''),
    labels: (answer['label-info'] ?? []).map((info) => ({
      name: info.label?.name ?? '',
      catalogNumber: info['catalog-number'] ?? '',
    })),
    barcode: answer.barcode ?? '',
    asin: answer.asin ?? '',
    script: answer['text-representation']?.script ?? '',
    language: answer['text-representation']?.language ?? '',
    media: media.map((one): Medium => ({
      position: one.position,
      title: one.title ?? '',
      format: one.format ?? '',
      tracks: one['track-count'] ?? one.tracks?.length ?? 0,
    })),
    tracks,
    hasCover: answer['cover-art-archive']?.front ?? null,
  };
}

function dateOf(value: string | null | undefined): string {
  return value && DATE.test(value) ? value : '';
}

function trackOf(
  one: z.infer<typeof track>,
  disc: number,
  position: number,
  ofRelease: readonly Credit[],
): ReleaseTrack {
  const { recording } = one;
  const own = creditsOf(one['artist-credit'] ?? recording?.['artist-credit']);
  const milliseconds = one.length ?? recording?.length ?? null;
  return {
    title: one.title ?? recording?.title ?? '',
    credits: own.length > 0 ? own : ofRelease,
    disc,
    position,
    length: milliseconds === null || milliseconds <= 0 ? null : milliseconds / 1000,
    recordingId: recording?.id ?? '',
    trackId: one.id ?? '',
    isrcs: recording?.isrcs ?? [],
  };
}

export function creditsOf(list: z.infer<typeof creditsAnswer>): Credit[] {
  return (list ?? []).map(({ name, joinphrase, artist }) => ({
    name: name ?? artist?.name ?? '',
    sortName: artist?.['sort-name'] ?? '',
    id: artist?.id ?? '',
    join: joinphrase ?? '',
  }));
}
