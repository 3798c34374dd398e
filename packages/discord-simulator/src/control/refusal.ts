import type { ServerResponse } from 'node:http';
import { CannotDo } from '../actors/index.ts';
import { permissionsInChannel, permissionsInGuild } from '../world/access.ts';
import type { Snowflake } from '../world/entities.ts';
import { DiscordError } from '../world/errors.ts';
import { P, type PermissionName } from '../world/permissions.ts';
import type { World } from '../world/world.ts';
import type { ErrorBody, Moderation, OperationName } from './protocol.ts';

/** A request that never reached the world. */
export class BadRequest extends Error {
  readonly status: number;
  readonly code: ErrorBody['error']['code'];

  constructor(status: number, code: BadRequest['code'], message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** What each operation takes, so that a refusal can name what is missing. Discord's own answer names nothing. */
const needed: Partial<Record<OperationName, PermissionName[]>> = {
  say: ['SendMessages', 'AttachFiles'],
  type: ['SendMessages'],
  delete: ['ManageMessages'],
  react: ['AddReactions', 'ReadMessageHistory'],
  run: ['UseApplicationCommands'],
  context: ['UseApplicationCommands'],
  voice: ['Connect'],
  role: ['ManageRoles'],
  nickname: ['ManageNicknames'],
  pin: ['PinMessages'],
  startThread: ['CreatePublicThreads'],
  thread: ['ManageThreads'],
  createChannel: ['ManageChannels'],
  deleteChannel: ['ManageChannels'],
};

const moderationNeeds: Record<Moderation, PermissionName> = {
  timeOut: 'ModerateMembers',
  kick: 'KickMembers',
  ban: 'BanMembers',
  unban: 'BanMembers',
};

function missing(
  world: World,
  operation: OperationName,
  request: {
    as?: Snowflake;
    channelId?: Snowflake | null;
    guildId?: Snowflake;
    attachments?: unknown[];
    act?: Moderation;
  },
): string[] {
  const { as, channelId, guildId } = request;
  const channel = channelId ? world.tables.channel.get(channelId) : undefined;
  if (as === undefined || (!channel && guildId === undefined)) return [];
  const held = channel
    ? permissionsInChannel(world, as, channel)
    : permissionsInGuild(world, as, guildId ?? '');
  if ((held & P.ViewChannel) === 0n) return ['ViewChannel'];
  const wanted =
    operation === 'moderate' && request.act !== undefined
      ? [moderationNeeds[request.act]]
      : (needed[operation] ?? []);
  return wanted.filter(
    (name) => (held & P[name]) === 0n && (name !== 'AttachFiles' || (request.attachments?.length ?? 0) > 0),
  );
}

/** The status and body that tell why an operation was not done. */
export function refusal(
  world: World,
  error: unknown,
  operation?: OperationName,
  request: Record<string, unknown> = {},
): { status: number; body: ErrorBody } {
  if (error instanceof BadRequest) {
    return { status: error.status, body: { error: { code: error.code, message: error.message } } };
  }
  const code = error instanceof DiscordError || error instanceof CannotDo ? error.code : null;
  if (error instanceof CannotDo || error instanceof DiscordError) {
    const reason = error instanceof CannotDo ? error.reason : 'refused';
    const lacks = operation && (code === 50013 || code === 50001) ? missing(world, operation, request) : [];
    return {
      status: 422,
      body: {
        error: {
          code: 'refused',
          message: error.message,
          reason,
          ...(code === null ? {} : { discordCode: code }),
          ...(lacks.length > 0 ? { missing: lacks } : {}),
        },
      },
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  // What the world's handles say of a name or id that is not there.
  world.violate(
    'internal',
    `control ${operation ?? ''}`,
    error instanceof Error ? `${error.stack}` : message,
  );
  return { status: 500, body: { error: { code: 'internal', message } } };
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}
