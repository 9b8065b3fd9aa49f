import { describe, expect, it } from 'vitest';
import { LEAST_SIZE, placeOn, readPlace, USUAL_SIZE, type WindowPlace } from './window-place.ts';

const main = { x: 0, y: 25, width: 1920, height: 1055 };
const second = { x: 1920, y: 0, width: 1280, height: 1024 };
const kept: WindowPlace = { x: 200, y: 100, width: 1000, height: 700, maximised: false };

describe('the place of the window', () => {
  it('is the one that was kept', () => {
    expect(placeOn(kept, [main, second])).toEqual({ x: 200, y: 100, width: 1000, height: 700 });
    expect(placeOn({ ...kept, x: 2000 }, [main, second])).toMatchObject({ x: 2000 });
    expect(placeOn({ ...kept, x: -880 }, [main])).toMatchObject({ x: -880 });
  });

  it('is left to the system where no screen shows enough of its upper edge', () => {
    const anywhere = { width: 1000, height: 700 };
    expect(placeOn({ ...kept, x: 2000 }, [main])).toEqual(anywhere);
    expect(placeOn({ ...kept, x: -881 }, [main])).toEqual(anywhere);
    expect(placeOn({ ...kept, y: 24 }, [main])).toEqual(anywhere);
    expect(placeOn({ ...kept, y: 1040 }, [main])).toMatchObject({ y: 1040 });
    expect(placeOn({ ...kept, y: 1041 }, [main])).toEqual(anywhere);
  });

  it('is no larger than its screen', () => {
    expect(placeOn({ ...kept, width: 4000, height: 3000 }, [main])).toMatchObject({ width: 1920, height: 1055 });
    expect(placeOn({ ...kept, x: 2000, width: 4000 }, [main, second])).toMatchObject({ width: 1280 });
    expect(placeOn(null, [main])).toEqual(USUAL_SIZE);
    expect(placeOn(null, [{ ...main, height: 600 }])).toEqual({ width: 1440, height: 600 });
  });
});

describe('what was kept', () => {
  it('is read as it was written, and never smaller than a window may be', () => {
    expect(readPlace(JSON.stringify({ ...kept, maximised: true }))).toEqual({ ...kept, maximised: true });
    expect(readPlace('{"x":1,"y":2,"width":3,"height":4}')).toEqual({ x: 1, y: 2, ...LEAST_SIZE, maximised: false });
  });

  it('counts for nothing where it is damaged', () => {
    for (const text of [
      '',
      'null',
      '[]',
      '{"x":1}',
      '{"x":"1","y":2,"width":3,"height":4}',
      '{"x":1e99,"y":2,"width":3,"height":4}',
    ]) {
      expect(readPlace(text), text).toBeNull();
    }
  });
});
