import { expect, it } from 'vitest';
import { aheadBy, type ClockReading, readClock } from '../src/protocol/clock-reading.ts';

const hour = 3_600_000;
/** Two looks at a clock are not one: a busy machine does other things in between. */
const between = 500;
const agedBy = ({ now, at }: ClockReading, ms: number): ClockReading => ({ now: now - ms, at: at - ms });

it.each([0, 10_000, 600_000])('tells the host’s time by a reading that waited %i ms', (waited) => {
  const reading = readClock({ now: () => Date.now() + hour });
  expect(Math.abs(aheadBy(agedBy(reading, waited)) - hour)).toBeLessThan(between);
});
