import { type Client, type ResponseLike, SnowflakeUtil } from 'discord.js';
import type { CallOwner } from './call-owner.ts';
import { type DescribedWrite, describeWrite } from './describe-write.ts';
import { RealCaches } from './real-caches.ts';
import type { BrokerRefusal } from './refusal.ts';
import type { Target } from './target-guild.ts';
import type { WriteAction } from './write-actions.ts';

/** A write that a plugin on trial would have made: to Discord, or (`network.send`) to a service on the internet. */
export interface CapturedWrite extends Omit<DescribedWrite, 'action'> {
  readonly action: WriteAction | 'direct.send' | 'network.send';
  readonly guildId: string;
  readonly pluginId: string;
  readonly method: string;
  readonly path: string;
  /** What it gave as its reason for Discord's audit log. */
  readonly reason?: string;
  /** The handler that wanted it, and what made it. */
  readonly piece?: string;
  readonly event?: string;
  /** Why it would have been refused: the broker's reason. */
  readonly refused?: string;
  /** The same in words, naming what is missing where. */
  readonly refusedWhy?: string;
}

type Json = Readonly<Record<string, unknown>>;

/** Things that only exist for plugins on trial, remembered as long as they may still be asked for. */
const mostInvented = 10_000;

/**
 * Discord as a plugin on trial sees it: what it reads is real, what it writes is captured and answered as Discord would have, so
 * that it goes on as if it had happened. Messages and channels that it "made" can be edited, read and deleted by it later.
 */
export class ShadowDiscord {
  /** What discord.js remembers stays what is real. */
  readonly caches: RealCaches;
  readonly #client: Client;
  readonly #onCapture: (write: CapturedWrite) => void;
  /** What was made, by path: `/channels/1/messages/2`, `/channels/3`. */
  readonly #invented = new Map<string, Json>();
  /** Guild or user that an invented channel belongs to. */
  readonly #homes = new Map<string, Target>();

  /** @param onCapture told of each captured write */
  constructor(client: Client, onCapture: (write: CapturedWrite) => void) {
    this.#client = client;
    this.caches = new RealCaches(client);
    this.#onCapture = onCapture;
  }

  /** Whether it is something that only a plugin on trial has made. */
  has(path: string): boolean {
    return this.#invented.has(path);
  }

  /** Where an invented channel is; `undefined` for real ones. */
  targetOf(path: string): Target | undefined {
    const [, root, id = ''] = path.split('/');
    return root === 'channels' ? this.#homes.get(id) : undefined;
  }

  /** @returns the answer, or `undefined` when the call only reads what really exists */
  answer(
    owner: CallOwner,
    method: string,
    path: string,
    body: unknown,
    reason?: string,
  ): ResponseLike | undefined {
    if (method === 'GET') {
      const invented = this.#invented.get(path);
      if (this.targetOf(path)) this.caches.forget(owner.guildId, String(invented?.id));
      return invented && json(200, invented);
    }
    this.#capture(owner, method, path, body, reason);
    const reply = this.#reply(owner, method, path, (body ?? {}) as Json);
    const [, root, id = '', kind] = path.split('/');
    if (root === 'channels' && kind === undefined && this.#homes.has(id))
      this.caches.forget(owner.guildId, id);
    else this.caches.refresh(owner.guildId, method, path);
    return reply;
  }

  refused(owner: CallOwner, method: string, path: string, body: unknown, refusal: BrokerRefusal): void {
    if (method !== 'GET') this.#capture(owner, method, path, body, undefined, refusal);
  }

  #capture(
    owner: CallOwner,
    method: string,
    path: string,
    body: unknown,
    reason: string | undefined,
    refusal?: BrokerRefusal,
  ): void {
    const described = describeWrite(method, path, body);
    const home = described.channelId === undefined ? undefined : this.#homes.get(described.channelId);
    this.#onCapture({
      ...described,
      ...(home?.kind === 'user' && described.action === 'message.send'
        ? { action: 'direct.send' as const, userId: home.userId }
        : {}),
      guildId: owner.guildId,
      pluginId: owner.pluginId,
      method,
      path,
      ...(owner.cause ? { piece: owner.cause.piece, event: owner.cause.event } : {}),
      ...(reason === undefined ? {} : { reason: decodeURIComponent(reason) }),
      ...(refusal ? { refused: refusal.reason, refusedWhy: refusal.message } : {}),
    });
  }

  #reply(owner: CallOwner, method: string, path: string, body: Json): ResponseLike {
    const [, root, id = '', kind, messageId] = path.split('/');
    if (root === 'channels' && kind === 'messages' && method === 'POST' && messageId === undefined) {
      return json(200, this.#message(id, String(SnowflakeUtil.generate()), body));
    }
    if (root === 'channels' && kind === 'messages' && method === 'PATCH' && messageId !== undefined) {
      return json(200, this.#message(id, messageId, { ...this.#invented.get(path), ...body, edited: true }));
    }
    if (method === 'DELETE') {
      this.#invented.delete(path);
      return root === 'channels' && kind === undefined ? json(200, { id, type: 0 }) : nothing();
    }
    if (method === 'POST' && (kind === 'threads' || path.endsWith('/threads'))) {
      return json(
        201,
        this.#channel(
          owner.guildId,
          { kind: 'guild', guildId: owner.guildId },
          { type: 11, ...body, parent_id: id },
        ),
      );
    }
    if (method === 'POST' && root === 'guilds' && kind === 'channels') {
      return json(201, this.#channel(owner.guildId, { kind: 'guild', guildId: owner.guildId }, body));
    }
    if (root === 'guilds' && kind === 'roles' && messageId === undefined && method === 'POST') {
      return json(200, this.#role(owner.guildId, body));
    }
    if (root === 'channels' && kind === undefined && method === 'PATCH') {
      return json(200, {
        ...this.#invented.get(path),
        type: this.#client.channels.cache.get(id)?.type ?? 0,
        ...body,
        id,
      });
    }
    if (path === '/users/@me/channels') {
      const userId = String(body.recipient_id);
      const recipients = [{ id: userId, username: userId, discriminator: '0', avatar: null }];
      return json(200, this.#channel(owner.guildId, { kind: 'user', userId }, { type: 1, recipients }));
    }
    if (root === 'guilds' && kind === 'bulk-ban')
      return json(200, { banned_users: body.user_ids ?? [], failed_users: [] });
    if (method === 'PUT' || path.endsWith('/typing') || path.endsWith('/bulk-delete')) {
      return nothing();
    }
    if (method === 'PATCH' && root === 'guilds' && kind === 'members') {
      return json(200, { ...body, user: this.#user(messageId ?? '') });
    }
    if (method === 'POST') return json(200, { id: String(SnowflakeUtil.generate()), ...body });
    return json(200, { id, ...body });
  }

  #message(channelId: string, id: string, body: Json): Json {
    const now = new Date().toISOString();
    const { edited, ...fields } = body;
    const message = {
      type: 0,
      tts: false,
      pinned: false,
      mention_everyone: false,
      mentions: [],
      mention_roles: [],
      embeds: [],
      components: [],
      content: '',
      timestamp: now,
      ...fields,
      attachments: [],
      edited_timestamp: edited === true ? now : null,
      id,
      channel_id: channelId,
      author: this.#user(this.#client.user?.id ?? ''),
    };
    this.#remember(`/channels/${channelId}/messages/${id}`, message);
    return message;
  }

  #channel(guildId: string, home: Target, body: Json): Json {
    const id = String(SnowflakeUtil.generate());
    const channel = {
      type: 0,
      ...body,
      id,
      ...(home.kind === 'guild' ? { guild_id: home.guildId } : {}),
    };
    this.#remember(`/channels/${id}`, channel);
    this.#homes.set(id, home);
    this.caches.forget(guildId, id);
    return channel;
  }

  #role(guildId: string, body: Json): Json {
    const id = String(SnowflakeUtil.generate());
    this.caches.forget(guildId, id);
    return {
      name: 'new role',
      color: 0,
      colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
      hoist: false,
      position: 1,
      permissions: '0',
      managed: false,
      mentionable: false,
      flags: 0,
      ...body,
      id,
    };
  }

  #user(id: string): Json {
    const user = this.#client.users.cache.get(id);
    return {
      id,
      username: user?.username ?? id,
      discriminator: user?.discriminator ?? '0',
      global_name: user?.globalName ?? null,
      avatar: user?.avatar ?? null,
      bot: user?.bot ?? false,
    };
  }

  #remember(path: string, thing: Json): void {
    this.#invented.delete(path);
    this.#invented.set(path, thing);
    if (this.#invented.size <= mostInvented) return;
    const [oldest] = this.#invented.keys();
    if (oldest === undefined) return;
    this.#invented.delete(oldest);
    this.#homes.delete(oldest.split('/')[2] ?? '');
  }
}

function json(status: number, body: unknown): ResponseLike {
  return respond(status, JSON.stringify(body), { 'content-type': 'application/json' });
}

function nothing(): ResponseLike {
  return respond(204, null, {});
}

/** What discord.js reads of an answer, whichever library's types are in force. */
function respond(
  status: number,
  body: string | null,
  headers: Readonly<Record<string, string>>,
): ResponseLike {
  return new Response(body, { status, headers }) as unknown as ResponseLike;
}
