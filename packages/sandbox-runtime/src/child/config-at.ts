import { ConfigByPlace, type ConfigPlace } from '@guildhall/sdk/host';
import type { GuildFacts } from '../protocol/messages.ts';

const known = new WeakMap<GuildFacts, ConfigByPlace>();

/** The guild's configuration as it holds in a place. */
export function configAt(facts: GuildFacts, place: ConfigPlace): unknown {
  const { places, config } = facts;
  if (!places) return config;
  let byPlace = known.get(facts);
  if (!byPlace) {
    byPlace = new ConfigByPlace(
      config as Readonly<Record<string, unknown>>,
      places.overrides,
      (channelId) => places.parents[channelId],
    );
    known.set(facts, byPlace);
  }
  return byPlace.at(place);
}
