/** `meta=compress`: leaves out titles and artists that are those of what they are a part of. */
import type { AnsweredMedium, AnsweredRecording, AnsweredRelease } from './answered-recording.ts';

interface Titled {
  readonly title?: string | undefined;
  readonly artists?: unknown;
}

/** A copy of a recording without what its release groups, releases and tracks repeat. */
export function withoutRepeats(recording: AnsweredRecording): AnsweredRecording {
  const { releasegroups, releases } = recording;
  return {
    ...recording,
    ...(releasegroups && {
      releasegroups: releasegroups.map((group) => ({
        ...unlike(group, recording, ['artists']),
        ...(group.releases && {
          releases: group.releases.map((release) =>
            unlike(shortRelease(release, recording), group, ['title', 'artists']),
          ),
        }),
      })),
    }),
    ...(releases && {
      releases: releases.map((release) => unlike(shortRelease(release, recording), recording, ['artists'])),
    }),
  };
}

function shortRelease(release: AnsweredRelease, recording: Titled): AnsweredRelease {
  if (!release.mediums) return release;
  const mediums = release.mediums.map((medium): AnsweredMedium => ({
    ...medium,
    tracks: medium.tracks.map((track) => unlike(unlike(track, recording, ['title']), release, ['artists'])),
  }));
  return { ...release, mediums };
}

/** A copy without the properties whose values are those of `whole`. */
function unlike<Part extends Titled>(part: Part, whole: Titled, names: readonly (keyof Titled)[]): Part {
  const copy: Part = { ...part };
  for (const name of names) {
    if (part[name] !== undefined && JSON.stringify(part[name]) === JSON.stringify(whole[name])) delete copy[name];
  }
  return copy;
}
