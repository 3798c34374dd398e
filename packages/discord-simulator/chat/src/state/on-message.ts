import type { MessageView } from '../../../src/control/protocol.ts';
import { fail } from './toasts.ts';
import { world } from './world.ts';

/** Which message, and who does something with it: what every operation on messages is asked with. */
interface OnMessage {
  as: string;
  channelId: string;
  messageId: string;
}

/** Does something with a message as the acting member; says why where it cannot be done. */
export async function onMessage(
  { channelId, id: messageId }: MessageView,
  act: (on: OnMessage) => Promise<unknown>,
): Promise<void> {
  if (world.as === null) return;
  await act({ as: world.as, channelId, messageId }).catch(fail);
}
