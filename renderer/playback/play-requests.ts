/** Which of several requests to play something is the latest: an answer that arrives late does not replace what was asked for after it. */

let requests = 0;

/** Notes that something else is to be played. @returns whether nothing else has been asked for since */
export function requestPlay(): () => boolean {
  requests += 1;
  return goOn();
}

/** For what goes on from what plays: @returns whether nothing else has been asked for since */
export function goOn(): () => boolean {
  const mine = requests;
  return () => mine === requests;
}
