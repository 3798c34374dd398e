import type { Room } from '../rooms.ts';
import { ControlApi } from './api.ts';
import { chatPage } from './chat-page.ts';
import { ControlGuard } from './guard.ts';

export type * from './protocol.ts';

/** The control API under `/control`, and the chat view that is built on it under `/chat`. */
export const controlRoom: Room = ({ server, world, simulator, controlToken }) => {
  const guard = new ControlGuard(controlToken, () => server.port);
  const api = new ControlApi(world, simulator, guard);
  const unmounts = [server.mount('/control', api.handle), server.mount('/chat', chatPage(guard))];
  return () => {
    for (const unmount of unmounts) unmount();
    api.close();
  };
};

/**
 * The address that opens the chat view, signed in.
 *
 * @param origin - the simulator's: `http://127.0.0.1:3001`.
 * @param at - where to begin: ids of a guild, a channel, and of the user to act as.
 */
export function chatLink(
  origin: string,
  controlToken: string,
  at: { guild?: string; channel?: string; as?: string } = {},
): string {
  const url = new URL('/chat', origin);
  url.searchParams.set('token', controlToken);
  for (const [name, value] of Object.entries(at)) url.searchParams.set(name, value);
  return url.href;
}
