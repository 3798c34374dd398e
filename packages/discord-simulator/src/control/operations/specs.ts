import type { ChannelSpec, RoleSpec } from '../../actors/index.ts';
import type { RequestOf } from '../protocol.ts';
import { BadRequest } from '../refusal.ts';

type GivenChannel = RequestOf<'createChannel'>['channel'];
type GivenRole = NonNullable<RequestOf<'guild'>['roles']>[number];

/** What was left out of a request is left out of what is made of it: it has a default. */
type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

export function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
}

export function channelSpec({ overwrites, ...rest }: GivenChannel): ChannelSpec {
  return {
    ...given(rest),
    ...(overwrites === undefined
      ? {}
      : { overwrites: overwrites.map((it): NonNullable<ChannelSpec['overwrites']>[number] => given(it)) }),
  };
}

export function roleSpec(role: GivenRole): RoleSpec {
  return given(role);
}

/** Runs what looks things up by name: a name that nothing has is the asker's mistake. */
export function byName<T>(find: () => T): T {
  try {
    return find();
  } catch (error) {
    // The handles of the test API say so with a plain Error; Discord's refusals are of classes of their own.
    if (error instanceof Error && error.constructor === Error)
      throw new BadRequest(404, 'not-found', error.message);
    throw error;
  }
}
