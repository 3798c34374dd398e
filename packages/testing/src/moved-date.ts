import { createClock, type SimulatorClock } from '@guildhall/discord-simulator';

const RealDate = globalThis.Date;

/**
 * Makes `Date` of this process follow a stage's clock: discord.js asks it about timed-out members, polls and the
 * age of messages. Timers and `performance.now()` keep real time, so nothing has to be waited for.
 *
 * One clock per process: stages of one test file share it, as they share the process.
 */
export function followClock(): SimulatorClock {
  shared ??= install();
  return shared;
}

let shared: SimulatorClock | undefined;

function install(): SimulatorClock {
  let offset = 0;
  // The simulator's clock reads `Date`, which is moved here: so it needs no offset of its own.
  const clock = createClock();
  const realNow = RealDate.now.bind(RealDate);
  // A proxy and not a subclass: libraries ask for the name `Date`, for `instanceof`, and for the constructor.
  const moved = new Proxy(RealDate, {
    construct: (target, given, newTarget) =>
      Reflect.construct(target, given.length === 0 ? [realNow() + offset] : given, newTarget),
    apply: () => new moved().toString(),
    get: (target, key, receiver) =>
      key === 'now' ? () => realNow() + offset : Reflect.get(target, key, receiver),
  });
  RealDate.prototype.constructor = moved;
  globalThis.Date = moved;
  return {
    now: () => clock.now(),
    onAdvance: (fn) => clock.onAdvance(fn),
    async advance(ms) {
      if (!Number.isFinite(ms) || ms < 0) throw new RangeError(`A clock only goes forward, not by ${ms} ms.`);
      offset += ms;
      await clock.advance(0);
    },
  };
}
