import type { RESTOptions } from 'discord.js';
import { currentOwner } from './call-owner.ts';

type MakeRequest = RESTOptions['makeRequest'];

/** Tells a simulated Discord who calls, for its inspector. The real one is told nothing of plugins. */
export function namingCallers(send: MakeRequest): MakeRequest {
  return (url, init) =>
    send(url, {
      ...init,
      headers: { ...init.headers, 'x-simulator-caller': currentOwner()?.pluginId ?? 'core' },
    } as typeof init);
}
