import { BrokerRefusal, type CallOwner } from '../../discord/index.ts';

/** @throws `BrokerRefusal` `DISABLED` */
export function refuseWhenOff({ pluginId, signal }: CallOwner): void {
  if (signal.aborted) throw new BrokerRefusal('DISABLED', `${pluginId} is switched off in this guild.`);
}

/**
 * The same object, whose functions refuse once the installation is switched off: off means off, also for what a handler has kept
 * for later. Calls to Discord are the broker's to refuse.
 */
export function whileOn<T extends object>(owner: CallOwner, target: T): T {
  const guarded = new Map<PropertyKey, unknown>();
  return new Proxy(target, {
    get(object, name, receiver) {
      const value: unknown = Reflect.get(object, name, receiver);
      if (typeof value !== 'function') return value;
      const known = guarded.get(name);
      if (known) return known;
      const guard = (...given: unknown[]): unknown => {
        refuseWhenOff(owner);
        return Reflect.apply(value, object, given);
      };
      guarded.set(name, guard);
      return guard;
    },
  });
}
