import { reactive } from 'vue';
import type {
  CommandView,
  InteractionOutcome,
  MessageView,
  Modal,
  ModalValue,
  Options,
} from '../../../src/control/protocol.ts';
import { ask } from '../control/client.ts';
import { t } from '../language/index.ts';
import { place } from './place.ts';
import { fail, tell } from './toasts.ts';
import { world } from './world.ts';

/** The modal that an application asked to show, if any. */
export const openModal = reactive<{
  current: { interactionId: string; channelId: string; modal: Modal } | null;
}>({
  current: null,
});

/** Message id and custom id of components whose interaction is under way. */
export const pending = reactive(new Set<string>());

export function pendingKey(messageId: string, customId: string): string {
  return `${messageId}:${customId}`;
}

function inPlace(): { as: string; channelId: string } | null {
  return world.as !== null && place.channel !== null ? { as: world.as, channelId: place.channel } : null;
}

/** Shows what an interaction came to. Its messages arrive as events. */
function settle(outcome: InteractionOutcome, channelId: string): boolean {
  if (outcome.result === 'modal') {
    openModal.current = { interactionId: outcome.interactionId, channelId, modal: outcome.modal };
  }
  if (outcome.result === 'failed') {
    const nobody = world.applications.length > 0 && world.applications.every((it) => !it.online);
    tell(
      'error',
      nobody ? t('interaction.disconnected') : `${t('interaction.failed')}. ${t('interaction.failedNote')}`,
    );
    return false;
  }
  return true;
}

async function interact(channelId: string, start: () => Promise<InteractionOutcome>): Promise<boolean> {
  try {
    return settle(await start(), channelId);
  } catch (error) {
    fail(error);
    return false;
  }
}

export async function runCommand(path: string, options: Options): Promise<boolean> {
  const at = inPlace();
  return at ? interact(at.channelId, () => ask('run', { ...at, command: path, options })) : false;
}

export async function contextCommand(
  command: CommandView,
  target: { messageId: string } | { userId: string },
): Promise<boolean> {
  const at = inPlace();
  return at
    ? interact(at.channelId, () => ask('context', { ...at, command: command.name, ...target }))
    : false;
}

async function onComponent(
  message: MessageView,
  customId: string,
  start: (as: string) => Promise<InteractionOutcome>,
): Promise<void> {
  const { as } = world;
  if (as === null) return;
  const key = pendingKey(message.id, customId);
  pending.add(key);
  await interact(message.channelId, () => start(as));
  pending.delete(key);
}

export function click(message: MessageView, customId: string): Promise<void> {
  return onComponent(message, customId, (as) =>
    ask('click', { as, channelId: message.channelId, messageId: message.id, customId }),
  );
}

export function select(message: MessageView, customId: string, values: string[]): Promise<void> {
  return onComponent(message, customId, (as) =>
    ask('select', { as, channelId: message.channelId, messageId: message.id, customId, values }),
  );
}

/** Sends the open modal; it stays open when that fails, so that nothing typed is lost. */
export async function submitModal(values: Record<string, ModalValue>): Promise<void> {
  const { current } = openModal;
  const { as } = world;
  if (!current || as === null) return;
  const { interactionId, channelId } = current;
  const ok = await interact(channelId, () => ask('submit', { as, channelId, interactionId, values }));
  if (ok && openModal.current === current) openModal.current = null;
}
