/** `title-number`: moves a number at the beginning of a title, and of a disc before it, to the fields of numbers. */
import { z } from '../../model/schema.ts';
import { defineAction, UNCHANGED } from '../action.ts';
import { flag } from '../parameters.ts';

/**
 * `01 - Title`, `1. Title`, `03 Title`, `2-07 Title`, `[04] Title`. A number without a sign behind it counts as the
 * track's only with a leading zero or in brackets: "99 Luftballons" and "7 Rings" begin with a number of their own.
 */
const NUMBERED =
  /^(?:(?<disc>\d{1,2})[-.](?=\d))?(?:[[(](?<inside>\d{1,3})[\])]|(?<plain>\d{1,3}))(?<sign>\s*[-–—.:_)]+)?(?<space>\s*)(?<title>\S.*)$/su;

export const titleNumber = defineAction({
  name: 'title-number',
  summary: 'move the number at the beginning of a title to the track number',
  parameters: z.strictObject({
    empty: flag.default(false).describe('only where the track has no number yet'),
    keep: flag.default(false).describe('keep the number in the title as well'),
  }),
  prepare: ({ empty, keep }) => ({
    change: (track) => {
      if (empty && track.values('tracknumber') !== null) return UNCHANGED;
      const found = NUMBERED.exec(track.first('title'))?.groups;
      if (!found) return UNCHANGED;
      const { disc, inside, plain, sign, space, title } = found;
      const digits = inside ?? plain!;
      const isNumber =
        inside !== undefined || (sign === undefined ? digits.startsWith('0') && space !== '' : isSign(sign, space!));
      if (!isNumber || Number(digits) === 0) return UNCHANGED;
      return {
        changes: {
          tracknumber: [String(Number(digits))],
          ...(disc === undefined ? {} : { discnumber: [String(Number(disc))] }),
          ...(keep ? {} : { title: [title!, ...track.values('title')!.slice(1)] }),
        },
      };
    },
  }),
});

/** "1.5 Billion", "12:51" and "4-Track Demo" have a sign without a space, which is part of the title. */
function isSign(sign: string, space: string): boolean {
  return space !== '' || sign.startsWith(' ');
}
