import { DiscordRefusal } from '@guildhall/sdk';
import type { AutomodContext } from '../contract.ts';
import { stateOf } from '../engine/guild-state.ts';
import { type Deed, done, type Performed } from './deed.ts';
import { lock, pause, slowmode } from './on-guild.ts';
import { ban, changeRole, kick, quarantineMember, resetNickname, timeout } from './on-members.ts';
import { deleteMessages, direct, reply, warn } from './on-messages.ts';
import { takeNameBack } from './on-threads.ts';
import type { Action } from './schema.ts';

/** Actions that are told to moderators once it is known how the others went. */
export type ToldAction = Extract<Action, { readonly type: 'alert' | 'ask' }>;
export type ActingAction = Exclude<Action, ToldAction>;

export function isTold(action: Action): action is ToldAction {
  return action.type === 'alert' || action.type === 'ask';
}

function perform(ctx: AutomodContext, action: ActingAction, deed: Deed): Promise<Performed> {
  switch (action.type) {
    case 'delete':
      return deed.subject.thread ? takeNameBack(ctx, deed, deed.subject.thread) : deleteMessages(ctx, deed);
    case 'warn':
      return warn(ctx, deed);
    case 'reply':
      return reply(ctx, action, deed);
    case 'direct':
      return direct(ctx, action, deed);
    case 'timeout':
      return timeout(ctx, action, deed);
    case 'kick':
      return kick(ctx, deed);
    case 'ban':
      return ban(ctx, action, deed);
    case 'addRole':
    case 'removeRole':
      return changeRole(ctx, action, deed);
    case 'resetNickname':
      return resetNickname(ctx, deed);
    case 'quarantine':
      return quarantineMember(ctx, deed);
    case 'slowmode':
      return slowmode(ctx, action, deed);
    case 'pauseInvites':
      return pause(ctx, action);
    case 'lockdown':
      return lock(ctx, action, deed);
    case 'addHeat': {
      const { userId } = deed.subject.actor;
      stateOf(ctx).heatUp(userId, deed.subject.at, action.heat, ctx.config.heat);
      return Promise.resolve(done('addHeat', String(action.heat)));
    }
  }
}

/** Does all of them: what one of them is refused keeps none of the others from being done. */
export async function performAll(
  ctx: AutomodContext,
  actions: readonly ActingAction[],
  deed: Deed,
): Promise<{ readonly performed: readonly Performed[]; readonly refusal: DiscordRefusal | undefined }> {
  const performed: Performed[] = [];
  let refusal: DiscordRefusal | undefined;
  for (const action of actions) {
    try {
      performed.push(await perform(ctx, action, deed));
    } catch (error) {
      if (!(error instanceof DiscordRefusal)) throw error;
      refusal ??= error;
      performed.push({
        type: action.type,
        outcome: 'refused',
        detail: error.discordCode === undefined ? 'broker' : String(error.discordCode),
      });
    }
  }
  return { performed, refusal };
}
