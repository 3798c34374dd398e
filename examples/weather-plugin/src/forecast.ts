import { jsonOf, PluginProblem, z } from '@guildhall/sdk';
import type { WeatherContext } from './contract.ts';

/** What we read of the service's answer; it may say much more. */
const answer = z.object({
  city: z.object({ name: z.string() }),
  list: z.array(z.object({ dt: z.int(), main: z.object({ temp: z.number() }) })).min(2),
});

export interface Forecast {
  readonly city: string;
  /** The next 24 hours, in steps of three. */
  readonly hours: readonly { readonly at: Date; readonly temperature: number }[];
}

/**
 * @returns `undefined`: there is no such city
 * @throws `PluginProblem` when only an admin can help; `FetchRefusal` when the service can't be reached
 */
export async function forecastOf(ctx: WeatherContext, city: string): Promise<Forecast | undefined> {
  const { key, units } = ctx.config;
  if (key === undefined) throw problem('NO_KEY', 'problem.noKey');
  const query = new URLSearchParams({ q: city, units, cnt: '8', appid: key });
  const response = await ctx.fetch(`https://api.openweathermap.org/data/2.5/forecast?${query}`);
  if (response.status === 404) return undefined;
  if (response.status === 401) throw problem('KEY_REFUSED', 'problem.keyRefused');
  const { city: found, list } = answer.parse(jsonOf(response));
  return {
    city: found.name,
    hours: list.map(({ dt, main }) => ({ at: new Date(dt * 1_000), temperature: main.temp })),
  };

  function problem(code: string, what: 'problem.noKey' | 'problem.keyRefused') {
    return new PluginProblem(code, ctx.t(what), ctx.t('problem.remedy'));
  }
}
