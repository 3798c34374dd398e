import {
  type Client,
  DefaultRestOptions,
  RESTJSONErrorCodes,
  type RESTOptions,
  type ResponseLike,
  Routes,
} from 'discord.js';
import type { GuildDirectory } from '../directory-types.ts';
import type { DiscordMetrics } from '../metrics.ts';
import { withoutWritten } from '../withheld.ts';
import { asCore, type CallOwner, currentOwner } from './call-owner.ts';
import { type DiscordWrite, idOf, isNewMessage, whenRead } from './discord-write.ts';
import { InteractionTokens } from './interaction-tokens.ts';
import { createLookups, type Lookups } from './lookup.ts';
import { withoutStrayMentions } from './mentions.ts';
import { placesNamedIn } from './named-places.ts';
import { BrokerRefusal, lackRefusal, type RefusalReason, type RefusedCall } from './refusal.ts';
import { RestBudget } from './rest-budget.ts';
import { type Opening, openingsFor, unopened } from './route-capabilities.ts';
import { type CapturedWrite, ShadowDiscord } from './shadow.ts';
import { type Target, TargetResolver } from './target-guild.ts';
import { whatBotLacks } from './what-bot-lacks.ts';

/** More than any plugin needs, and far below what Discord lets a whole bot do (50 a second). */
const callsPerMinute = 300;

/**
 * Of 10,000 that Discord takes of a whole bot in 10 minutes before it shuts it out (401, 403 and 429 count). More than a plugin
 * needs to find out that something is closed to it.
 */
const invalidPerWindow = 200;
const invalidWindowMs = 10 * 60_000;

type MakeRequest = RESTOptions['makeRequest'];

/**
 * Every REST call of the client passes here. Those in a plugin's name are authorised first:
 *
 * 1. The installation is enabled at this moment (off means off, for calls in flight too).
 * 2. The route, with the fields of its body, is opened by a capability that the guild's admin has granted; answers to the
 *    plugin's own interactions need none.
 * 3. The target is in the plugin's own guild, which we look up ourselves.
 * 4. The bot has the permission, and its role is above what it acts on, as far as we know; the rest is Discord's to judge.
 * 5. The plugin has calls left in this minute, and Discord has not refused too many of its calls. Answers to interactions are
 *    as many as members act, and outside of Discord's limit for the whole bot: they cost nothing.
 * 6. A message that names nobody to ping pings nobody.
 *
 * Answers come without what members write where the plugin may not read it.
 *
 * What a plugin on trial writes goes no further than that: it is captured.
 */
export class Broker {
  readonly tokens: InteractionTokens = new InteractionTokens();
  /** Told once a minute at most for each plugin and guild whose budget is spent. */
  onBudgetSpent: ((owner: CallOwner, refusal: BrokerRefusal) => void) | undefined;
  /** Told of each write that a plugin on trial would have made. */
  onCapture: ((write: CapturedWrite) => void) | undefined;
  /** Told of every write in a plugin's name, done or refused. Must not throw. */
  onWrite: ((write: DiscordWrite) => void) | undefined;
  /** Told of every call in a plugin's name that was stopped here, reads too. Must not throw. */
  onRefusal: ((refused: RefusedCall) => void) | undefined;
  readonly #budget: RestBudget;
  readonly #invalid: RestBudget;
  readonly #metrics: DiscordMetrics;
  readonly #send: MakeRequest;
  #client: Client | undefined;
  #resolver: TargetResolver | undefined;
  #directory: GuildDirectory | undefined;
  #lookups: Lookups | undefined;
  #shadow: ShadowDiscord | undefined;

  constructor(
    metrics: DiscordMetrics,
    send: MakeRequest = DefaultRestOptions.makeRequest,
    budget: RestBudget = new RestBudget(callsPerMinute),
    invalid: RestBudget = new RestBudget(invalidPerWindow, { windowMs: invalidWindowMs }),
  ) {
    this.#budget = budget;
    this.#invalid = invalid;
    this.#metrics = metrics;
    this.#send = send;
  }

  attach(client: Client, directory: GuildDirectory, token: string): void {
    this.#client = client;
    this.#directory = directory;
    const lookups = createLookups(client.options.rest ?? {}, token);
    this.#lookups = lookups;
    this.#resolver = new TargetResolver(client, directory.applicationId, this.tokens, lookups.find);
    this.#shadow = new ShadowDiscord(client, (write) => this.onCapture?.(write));
  }

  close(): void {
    this.#lookups?.close();
  }

  /** Resolves when what discord.js remembers is what is real, also after writes that were only captured. */
  async idle(): Promise<void> {
    await this.#shadow?.caches.idle();
  }

  /** The client's `rest.makeRequest`. */
  readonly makeRequest: MakeRequest = async (url, init) => {
    const owner = currentOwner();
    const method = (init.method ?? 'GET').toUpperCase();
    const path = pathOf(url);
    if (!owner) return this.#count(method, path, 'core', await this.#send(url, init));
    const given = readJson(init.body);
    let target: Target;
    try {
      target = await this.#authorise(owner, method, path, given);
    } catch (error) {
      if (error instanceof BrokerRefusal) {
        this.refused(owner, method, path, error);
        this.#tell(owner, method, path, init.body, error.reason);
        if (owner.mode === 'shadow') this.#shadow?.refused(owner, method, path, given, error);
      }
      throw error;
    }
    if (owner.mode === 'shadow' && target.kind !== 'answer') {
      const reason =
        new Headers(init.headers as Record<string, string>).get('x-audit-log-reason') ?? undefined;
      const answer = this.#shadow?.answer(owner, method, path, given, reason);
      if (answer) return answer;
    }
    const body = withoutStrayMentions(method, path, init.body);
    const response = await this.#readable(
      owner,
      path,
      await this.#send(url, { ...init, body } as typeof init),
    );
    if (target.kind !== 'answer' && isInvalid(response.status)) {
      this.#invalid.spend(owner.pluginId, owner.guildId);
    }
    if (target.kind === 'answer' && response.ok) {
      const grant = this.tokens.find(target.token);
      if (grant) grant.acknowledged = true;
    }
    this.#tell(owner, method, path, body, response, target);
    return this.#count(method, path, owner.pluginId, response);
  };

  /** Counts and tells of a refusal; also for those who refuse before it comes to a request. */
  refused(owner: CallOwner, method: string, path: string, { reason }: BrokerRefusal): void {
    this.#metrics.restRefused(owner.pluginId, reason);
    this.onRefusal?.({ owner, route: `${method} ${routeOf(path)}`, reason });
  }

  /** Discord's answer, without what members write where the plugin may not read it. */
  async #readable(owner: CallOwner, path: string, response: ResponseLike): Promise<ResponseLike> {
    if (!response.ok || owner.sight === undefined || owner.sight().content) return response;
    if (response.status === 204 || !mayHoldMessages.test(path)) return response;
    const answer = withoutWritten(await response.json(), this.#client?.user?.id ?? '');
    const headers = new Headers(response.headers as Headers);
    for (const name of ['content-length', 'content-encoding']) headers.delete(name);
    // Whichever library's types are in force.
    const readable: unknown = new Response(JSON.stringify(answer), { status: response.status, headers });
    return readable as ResponseLike;
  }

  #tell(
    owner: CallOwner,
    method: string,
    path: string,
    body: unknown,
    outcome: RefusalReason | ResponseLike,
    target?: Target,
  ): void {
    const { onWrite } = this;
    if (!onWrite || method === 'GET') return;
    const userId = target?.kind === 'user' ? target.userId : undefined;
    const write = { owner, method, path, route: `${method} ${routeOf(path)}`, body, userId };
    if (typeof outcome === 'string') onWrite({ ...write, status: outcome });
    else if (outcome.ok && isNewMessage(write.route)) {
      whenRead(outcome, (message) => onWrite({ ...write, status: outcome.status, messageId: idOf(message) }));
    } else onWrite({ ...write, status: outcome.status });
  }

  async #authorise(owner: CallOwner, method: string, path: string, body: unknown): Promise<Target> {
    refuseWhenOff(owner);
    const resolver = this.#resolver;
    if (!resolver) throw new Error('the broker has no client');
    const isOnTrial = owner.mode === 'shadow';
    const invented = isOnTrial ? this.#shadow?.targetOf(path) : undefined;
    const target = invented ?? (await resolver.resolve(method, path, body));
    if (target.kind === 'answer') {
      if (target.guildId !== owner.guildId || target.pluginId !== owner.pluginId) {
        throw new BrokerRefusal('FOREIGN_GUILD', "That interaction is another plugin's, or another guild's.");
      }
    } else {
      await this.#checkCapability(owner, method, path, target, body);
      await this.#checkTarget(owner, method, path, target);
      await this.#checkNamedPlaces(owner, method, path, body);
      this.#checkBot(owner, method, path, target, body);
      this.#checkInvalid(owner);
    }
    const wait = target.kind === 'answer' ? 0 : this.#budget.spend(owner.pluginId, owner.guildId);
    if (wait > 0) {
      const refusal = new BrokerRefusal(
        'BUDGET_SPENT',
        `${owner.pluginId} has made ${this.#budget.limit} calls to Discord here within a minute.`,
        `It may go on in ${Math.ceil(wait / 1000)} seconds. Do less at once, or spread it with jobs.`,
      );
      if (this.#budget.isNews(owner.pluginId, owner.guildId)) this.onBudgetSpent?.(owner, refusal);
      throw refusal;
    }
    // Looking things up took time, in which an admin may have switched the plugin off.
    refuseWhenOff(owner);
    return target;
  }

  #checkBot(owner: CallOwner, method: string, path: string, target: Target, body: unknown): void {
    if (target.kind !== 'guild' || !this.#client) return;
    const lack = whatBotLacks(this.#client, owner.guildId, method, path, body);
    if (lack) throw lackRefusal(lack, method, path);
  }

  #checkInvalid(owner: CallOwner): void {
    const wait = this.#invalid.waitFor(owner.pluginId, owner.guildId);
    if (wait === 0) return;
    const refusal = new BrokerRefusal(
      'INVALID_BUDGET_SPENT',
      `Discord has refused ${this.#invalid.limit} calls of ${owner.pluginId} here within 10 minutes.`,
      `It may go on in ${Math.ceil(wait / 1000)} seconds. Stop asking for what is not there or not allowed.`,
    );
    if (this.#invalid.isNews(owner.pluginId, owner.guildId)) this.onBudgetSpent?.(owner, refusal);
    throw refusal;
  }

  async #checkCapability(
    owner: CallOwner,
    method: string,
    path: string,
    target: Target,
    body: unknown,
  ): Promise<void> {
    const all = openingsFor(method, path);
    // Writing to a member and writing in a channel go by the same routes.
    const openings = all.filter(
      ({ capability }) => (capability === 'direct.send') === (target.kind === 'user'),
    );
    const opening = target.kind === 'unknown' ? all : openings;
    if (opening.length === 0) {
      throw new BrokerRefusal('ROUTE_UNKNOWN', `Plugins may not call ${method} ${path}.`);
    }
    const granted = opening.filter(({ capability }) => owner.capabilities.has(capability));
    if (granted.length === 0) throw missing(owner, `${method} ${path}`, opening);
    const closed = unopened(granted, opening, body);
    if (closed.length > 0) {
      const wanted = opening.filter(({ fields }) => closed.some((field) => fields?.has(field)));
      throw missing(owner, `${method} ${path} with ${closed.join(', ')}`, wanted);
    }
    const [only] = granted;
    if (granted.length > 1 || target.kind === 'unknown') return;
    if (only?.capability === 'messages.send') await this.#checkOwnMessage(method, path);
    if (only?.capability === 'threads.manage') this.#checkThread(method, path, target);
  }

  /** `messages.send` deletes and publishes what the bot wrote; members' messages take `messages.manage`. */
  async #checkOwnMessage(method: string, path: string): Promise<void> {
    const [, , channelId = '', kind, messageId, act] = path.split('/');
    const isOthersToo = (method === 'DELETE' && act === undefined) || act === 'crosspost';
    if (kind !== 'messages' || messageId === undefined || !isOthersToo) return;
    if (this.#shadow?.has(`/channels/${channelId}/messages/${messageId}`)) return;
    const message = await this.#lookups?.find<{ author?: { id?: string } }>(
      Routes.channelMessage(channelId, messageId),
    );
    if (message?.author?.id === this.#client?.user?.id) return;
    throw new BrokerRefusal(
      'CAPABILITY_MISSING',
      "That message is a member's: `messages.send` only acts on the bot's own.",
      'Declare "messages.manage" under `needs`.',
    );
  }

  /** A thread is a channel to Discord, and `threads.manage` is about threads. */
  #checkThread(method: string, path: string, target: Target): void {
    const [, root, , kind] = path.split('/');
    if (root !== 'channels' || kind !== undefined || this.#shadow?.has(path)) return;
    if (target.kind === 'guild' && target.isThread) return;
    throw new BrokerRefusal(
      'CAPABILITY_MISSING',
      `${method} ${path} acts on a channel, not on a thread.`,
      'Declare "channels.manage" under `needs`.',
    );
  }

  async #checkTarget(owner: CallOwner, method: string, path: string, target: Target): Promise<void> {
    if (target.kind === 'guild' && target.guildId === owner.guildId) return;
    if (target.kind === 'user') {
      const member = await asCore(() => this.#directory?.member(owner.guildId, target.userId));
      if (member && owner.capabilities.has('direct.send')) return;
      throw new BrokerRefusal(
        member ? 'CAPABILITY_MISSING' : 'FOREIGN_GUILD',
        member
          ? `${owner.pluginId} may not write to members directly.`
          : `User ${target.userId} is not a member of this guild.`,
        ...(member ? ['Declare "direct.send" under `needs`.'] : []),
      );
    }
    if (target.kind === 'unknown') {
      throw new BrokerRefusal(
        'TARGET_UNKNOWN',
        `What ${method} ${path} acts on does not exist, or is not ours.`,
        undefined,
        path.startsWith('/channels/') ? RESTJSONErrorCodes.UnknownChannel : undefined,
      );
    }
    throw new BrokerRefusal('FOREIGN_GUILD', `${method} ${path} acts on another guild.`);
  }

  /** A forward reads from the channel that its body names, a follower writes there. */
  async #checkNamedPlaces(owner: CallOwner, method: string, path: string, body: unknown): Promise<void> {
    const { channelIds, guildIds } = placesNamedIn(body);
    const found = await Promise.all(
      channelIds.map(async (id) => this.#shadow?.targetOf(`/channels/${id}`) ?? this.#resolver?.channel(id)),
    );
    // A direct channel is nobody's guild, and no plugin's to read from.
    const isForeign = (target: Target | undefined) =>
      target?.kind === 'user' || (target?.kind === 'guild' && target.guildId !== owner.guildId);
    if (!found.some(isForeign) && guildIds.every((id) => id === owner.guildId)) return;
    throw new BrokerRefusal('FOREIGN_GUILD', `${method} ${path} names a channel of another guild.`);
  }

  #count<R extends { status: number }>(method: string, path: string, owner: string, response: R): R {
    this.#metrics.restRequest(`${method} ${routeOf(path)}`, response.status, owner);
    return response;
  }
}

/** Answers to these may be messages, or have some in them. */
const mayHoldMessages = /^\/(channels\/[^/]+\/(messages|pins|threads)|webhooks|interactions)\b/;

function missing(owner: CallOwner, call: string, opening: readonly Opening[]): BrokerRefusal {
  return new BrokerRefusal(
    'CAPABILITY_MISSING',
    `${owner.pluginId} may not call ${call}.`,
    `Declare ${opening.map(({ capability }) => `"${capability}"`).join(' or ')} under \`needs\`.`,
  );
}

/** What Discord counts as an invalid request. */
function isInvalid(status: number): boolean {
  return status === 401 || status === 403 || status === 429;
}

function refuseWhenOff(owner: CallOwner): void {
  if (!owner.signal.aborted) return;
  throw new BrokerRefusal('DISABLED', `${owner.pluginId} is switched off in this guild.`);
}

/** `/v10/channels/1/messages?x` under any API base → `/channels/1/messages`, decoded. */
function pathOf(url: string): string {
  const path = decodeURIComponent(new URL(url).pathname);
  const version = /\/v\d+(\/.*)$/.exec(path);
  return version?.[1] ?? path;
}

/** Ids and tokens have no place in a metric's label. */
function routeOf(path: string): string {
  return path
    .replace(/\/(interactions|webhooks)\/\d+\/[^/]+/, '/$1/{id}/{token}')
    .replace(/\/reactions\/[^/]+/, '/reactions/{emoji}')
    .replace(/\d{15,}/g, '{id}');
}

function readJson(body: unknown): unknown {
  const text = body instanceof FormData ? body.get('payload_json') : body;
  return typeof text === 'string' ? JSON.parse(text) : undefined;
}
