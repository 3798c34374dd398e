import { DiscordRefusal } from '@guildhall/sdk';
import { RESTJSONErrorCodes } from 'discord.js';
import type { Hindrance } from '../../access/index.ts';
import type { CallOwner } from './call-owner.ts';
import type { Lack } from './what-bot-lacks.ts';

/** Why the broker stopped a plugin's call before Discord was asked. */
export type RefusalReason =
  | 'DISABLED'
  | 'ROUTE_UNKNOWN'
  | 'CAPABILITY_MISSING'
  | 'FOREIGN_GUILD'
  | 'TARGET_UNKNOWN'
  /** The bot lacks a permission there: Discord would say 50013. */
  | 'PERMISSION_MISSING'
  /** The bot's highest role is not above the member or role: Discord would say 50013. */
  | 'HIERARCHY'
  /** The plugin has made too many calls in this guild within a minute. */
  | 'BUDGET_SPENT'
  /** Discord has refused too many of the plugin's calls: all plugins share what it takes of those. */
  | 'INVALID_BUDGET_SPENT';

/** A call that was stopped. */
export interface RefusedCall {
  readonly owner: CallOwner;
  /** `POST /channels/{id}/messages`; what a plugin made up may be in it. */
  readonly route: string;
  readonly reason: RefusalReason;
}

/** A `DiscordRefusal` of the broker's own. */
export class BrokerRefusal extends DiscordRefusal {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason, message: string, remedy?: string, discordCode?: number) {
    super(message, {
      ...(remedy === undefined ? {} : { remedy }),
      ...(discordCode === undefined ? {} : { discordCode }),
    });
    this.reason = reason;
  }
}

/** Whatever the bot's role is. */
const outOfReach: Readonly<Partial<Record<Hindrance, readonly [why: string, remedy: string]>>> = {
  target_is_owner: ['{target} owns the server', 'Nobody does that to a server’s owner. Leave them out.'],
  target_is_administrator: [
    '{target} is an administrator, whom nobody times out',
    'Leave administrators out.',
  ],
  role_managed: [
    'Role {target} belongs to an integration, which alone gives and takes it',
    'Choose a role of the server’s own.',
  ],
};

/** What Discord would have said, before it was asked, and with more to go by. */
export function lackRefusal(lack: Lack, method: string, path: string): BrokerRefusal {
  const code = RESTJSONErrorCodes.MissingPermissions;
  if (lack.reason === 'HIERARCHY') {
    const [why, remedy] = outOfReach[lack.hindrance] ?? [
      `The bot's highest role is not above ${lack.target}`,
      'Move the bot’s role higher under Server Settings → Roles.',
    ];
    return new BrokerRefusal(
      lack.reason,
      `${why.replace('{target}', lack.target)}: ${method} ${path} cannot be done.`,
      remedy,
      code,
    );
  }
  const names = lack.permissions.join(', ');
  return new BrokerRefusal(
    lack.reason,
    `The bot lacks ${names}: ${method} ${path} cannot be done.`,
    `Give the bot's role ${names}, in the server or in this channel.`,
    code,
  );
}

/** Discord's own refusal, typed for plugins; everything else is passed through. */
export function toRefusal(error: unknown): unknown {
  if (!(error instanceof Error) || error.name.indexOf('DiscordAPIError') !== 0) return error;
  const code = Number((error as { code?: unknown }).code);
  return new DiscordRefusal(`Discord refused: ${error.message} (${code}).`, {
    ...(Number.isFinite(code) ? { discordCode: code } : {}),
    cause: error,
  });
}
