/** The question which tracks an edit changes where a search hides some of the selected ones. One at a time. */
import { create } from 'zustand';

export type WhichTracks = 'shown' | 'all';

export interface Question {
  readonly selected: number;
  readonly hidden: number;
  readonly answer: (which: WhichTracks | null) => void;
}

export const useQuestion = create<{ readonly asked: Question | null }>()(() => ({ asked: null }));

/** @returns what the person says; `null` for neither */
export function askWhichTracks(selected: number, hidden: number): Promise<WhichTracks | null> {
  const { promise, resolve } = Promise.withResolvers<WhichTracks | null>();
  useQuestion.getState().asked?.answer(null);
  const question: Question = {
    selected,
    hidden,
    answer(which) {
      useQuestion.setState(({ asked }) => (asked === question ? { asked: null } : {}));
      resolve(which);
    },
  };
  useQuestion.setState({ asked: question });
  return promise;
}
