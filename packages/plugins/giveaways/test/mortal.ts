/** A process died here: nothing after it happened. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

export interface Mortal<C> {
  readonly ctx: C;
  /** What has been asked of database, Discord and jobs so far. */
  readonly calls: string[];
}

/** How a process ends: at which call, and whether that call still had its effect. */
export interface Death {
  readonly at: number;
  readonly when: 'before' | 'after';
  /** Instead of dying it stands still, while others take over, and then goes on. */
  readonly stall?: () => Promise<void>;
}

const reading = /^data\.\w+\.(find|findOne|count|aggregate)$/;

/** A context whose process dies, or stands still, at a chosen call that has an effect. Nothing that comes after happens. */
export function mortal<C extends object>(ctx: C, death?: Death): Mortal<C> {
  const calls: string[] = [];
  let dead = false;
  const wrap = (target: object, path: string): never =>
    new Proxy(target, {
      get(on, name, receiver) {
        const value: unknown = Reflect.get(on, name, receiver);
        const at = path === '' ? String(name) : `${path}.${String(name)}`;
        if (/^(data|discord|jobs)$/.test(at) || /^data\.\w+$/.test(at)) return wrap(value as object, at);
        if (typeof value !== 'function') return value;
        if (!/^(data|discord|jobs)\./.test(at)) return value.bind(on);
        return (...given: unknown[]) => {
          if (dead) throw new Killed();
          const go = () => Reflect.apply(value, on, given) as unknown;
          if (reading.test(at) || /^discord\.(guild|channel|member|isBanned)$/.test(at)) return go();
          calls.push(at);
          if (calls.length !== death?.at) return go();
          return (async () => {
            const done = death.when === 'after' ? { result: await go() } : undefined;
            if (death.stall) {
              await death.stall();
              return done ? done.result : go();
            }
            dead = true;
            throw new Killed();
          })();
        };
      },
    }) as never;
  return { ctx: wrap(ctx, ''), calls };
}
