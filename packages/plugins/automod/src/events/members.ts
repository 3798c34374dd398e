import type { RawPayload } from '@guildhall/sdk';
import { type AutomodContext, automod } from '../contract.ts';
import type { Subject } from '../engine/facts.ts';
import { stateOf } from '../engine/guild-state.ts';
import { judgeEvent } from '../engine/judge-event.ts';
import { normalise } from '../normalise/index.ts';

type Joined = RawPayload<'GUILD_MEMBER_ADD'>;
type Changed = RawPayload<'GUILD_MEMBER_UPDATE'>;

/** A name is judged once: at the join, and whenever it is another one. */
export const memberAdd = automod.onRaw('GUILD_MEMBER_ADD', (ctx, member) => judgeMember(ctx, member, true));

export const memberUpdate = automod.onRaw('GUILD_MEMBER_UPDATE', (ctx, member) =>
  judgeMember(ctx, member, false),
);

async function judgeMember(ctx: AutomodContext, member: Joined | Changed, isJoin: boolean): Promise<void> {
  const { user } = member;
  if (user === undefined || user.bot === true) return;
  const shown = member.nick ?? user.global_name ?? user.username;
  const names = [...new Set([member.nick, user.global_name, user.username].filter((name) => name))].join(
    '\n',
  );
  const state = stateOf(ctx);
  // The names of members have their own place among what was judged.
  if (!state.memory.isNews(`name ${user.id}`, names) && !isJoin) return;
  const rules = state.rules(ctx);
  const set = rules instanceof Promise ? await rules : rules;
  const joinedAt =
    member.joined_at === null || member.joined_at === undefined ? undefined : Date.parse(member.joined_at);
  const subject: Subject = {
    at: isJoin && joinedAt !== undefined ? joinedAt : ctx.clock.now(),
    actor: {
      userId: user.id,
      name: shown,
      roles: member.roles,
      joinedAt,
      hasAvatar: user.avatar !== null,
    },
    places: [],
    names: normalise(names),
    isJoin,
  };
  await judgeEvent(ctx, set, subject);
}
