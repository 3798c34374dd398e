import { asRefusal, DiscordRefusal } from '@guildhall/sdk';
import { NukeMemory } from '../anti-nuke/memory.ts';
import type { AutomodContext } from '../contract.ts';
import { cooled, type Heat, heated } from '../heat/heat.ts';
import type { Rule } from '../rules/schema.ts';
import { Memory } from './memory.ts';
import { compileRules, type RuleSet } from './rule-set.ts';

/** Another process may change rules: how long ours may be behind, in milliseconds. */
const freshFor = 2000;
const placesFor = 60_000;
const mostGuilds = 2000;
const mostHeated = 5000;
const mostPlaces = 2000;

/** Who is above the rules. */
interface Staff {
  readonly at: number;
  readonly ownerId: string;
  readonly roles: ReadonlySet<string>;
}

/** A hit that still goes on: what follows is counted, not punished again. */
export interface Ongoing {
  readonly hitId: string;
  at: number;
  /** When it is in the database. */
  readonly written: Promise<void>;
}

/** ADMINISTRATOR and MANAGE_GUILD. */
const ruling = 0x8n | 0x20n;

/**
 * What is remembered of a guild in this process: counts of the last two minutes, heat, and compiled rules. A guild's events all
 * come to one process; after a restart it begins anew, while rules, hits and strikes are in the database.
 */
export class GuildState {
  readonly memory = new Memory();
  readonly ongoing = new Map<string, Ongoing>();
  readonly antiNuke = new NukeMemory();
  /** Discord's notices of new threads: see `thread-notice.ts`. */
  readonly notices = new Map<string, string>();
  /**
   * Whether the bot is told what members write: the last message that could tell. Discord takes no message without anything in
   * it, so that one which looks empty was withheld.
   */
  seesContent = true;
  /** The last alert in each channel, in milliseconds since 1970. */
  readonly alerted = new Map<string, number>();
  readonly #heat = new Map<string, Heat>();
  readonly #places = new Map<string, { readonly at: number; readonly places: readonly string[] }>();
  readonly #deleted = new Set<string>();
  readonly #lately = new Map<string, number>();
  #rules: RuleSet | undefined;
  #revision = -1;
  #checkedAt = 0;
  #panicUntil = 0;
  #loading: Promise<RuleSet> | undefined;
  #staff: Staff | undefined;
  #invites: { readonly at: number; readonly codes: ReadonlySet<string> } | undefined;

  /** The guild's rules, compiled; at once when they were looked up a moment ago. */
  rules(ctx: AutomodContext): RuleSet | Promise<RuleSet> {
    if (this.#rules && Math.abs(ctx.clock.now() - this.#checkedAt) < freshFor) return this.#rules;
    this.#loading ??= this.#load(ctx).finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #load(ctx: AutomodContext): Promise<RuleSet> {
    const now = ctx.clock.now();
    const state = await ctx.data.state.findOne({ id: 'state' });
    this.#panicUntil = state?.panicUntil ?? 0;
    const revision = state?.rules ?? 0;
    if (!this.#rules || revision !== this.#revision) {
      this.#rules = compileRules((await ctx.data.rules.find({})) as Rule[]);
      this.#revision = revision;
    }
    this.#checkedAt = now;
    return this.#rules;
  }

  /** Whether something that holds for the whole guild is due: of many that ask within ten seconds, the first is told so. */
  once(what: string, now: number): boolean {
    const last = this.#lately.get(what);
    if (last !== undefined && now - last < 10_000) return false;
    this.#lately.set(what, now);
    return true;
  }

  /** Whether a message is to be deleted for the first time. */
  firstDeletion(messageId: string): boolean {
    if (this.#deleted.has(messageId)) return false;
    if (this.#deleted.size > 20_000) this.#deleted.clear();
    this.#deleted.add(messageId);
    return true;
  }

  /** Rules, or the panic, were changed here: they are read again with the next event. */
  changed(): void {
    this.#checkedAt = Number.NEGATIVE_INFINITY;
  }

  isPanic(now: number): boolean {
    return this.#panicUntil > now;
  }

  heatOf(userId: string, now: number, settings: AutomodContext['config']['heat']): number {
    return cooled(this.#heat.get(userId), now, settings);
  }

  /** @returns how hot they are now */
  heatUp(userId: string, now: number, points: number, settings: AutomodContext['config']['heat']): number {
    const heat = heated(this.#heat.get(userId), now, points, settings);
    this.#heat.delete(userId);
    this.#heat.set(userId, heat);
    if (this.#heat.size > mostHeated) {
      const oldest = this.#heat.keys().next();
      if (oldest.done !== true) this.#heat.delete(oldest.value);
    }
    return heat.value;
  }

  coolDown(userId: string): void {
    this.#heat.delete(userId);
  }

  /** A channel with what it is in, from the inside out. */
  async placesOf(ctx: AutomodContext, channelId: string): Promise<readonly string[]> {
    const now = ctx.clock.now();
    const known = this.#places.get(channelId);
    if (known && now - known.at < placesFor) return known.places;
    const places: string[] = [];
    let id: string | null = channelId;
    for (let hops = 0; hops < 3 && id !== null; hops += 1) {
      places.push(id);
      id = (await ctx.discord.channel(id))?.parentId ?? null;
    }
    if (this.#places.size >= mostPlaces) this.#places.clear();
    this.#places.set(channelId, { at: now, places });
    return places;
  }

  /** Whether somebody owns or administrates the guild: rules only record what they do. */
  async isStaff(ctx: AutomodContext, userId: string, roles: readonly string[]): Promise<boolean> {
    const now = ctx.clock.now();
    if (!this.#staff || now - this.#staff.at > placesFor) {
      const guild = await ctx.discord.guild();
      const ruled = guild.roles.cache.filter((role) => (role.permissions.bitfield & ruling) !== 0n);
      this.#staff = { at: now, ownerId: guild.ownerId, roles: new Set(ruled.map(({ id }) => id)) };
    }
    const { ownerId, roles: ruled } = this.#staff;
    return userId === ownerId || roles.some((role) => ruled.has(role));
  }

  /** Codes of the guild's own invites, in lower case. */
  async ownInvites(ctx: AutomodContext): Promise<ReadonlySet<string>> {
    const now = ctx.clock.now();
    if (!this.#invites || now - this.#invites.at > placesFor) {
      const guild = await ctx.discord.guild();
      const codes = new Set<string>();
      // A structure in another process may not know it.
      const vanity: string | null | undefined = guild.vanityURLCode;
      if (vanity) codes.add(vanity.toLowerCase());
      try {
        const invites = await asRefusal(() => guild.invites.fetch());
        for (const code of invites.keys()) codes.add(code.toLowerCase());
      } catch (error) {
        if (!(error instanceof DiscordRefusal)) throw error;
        ctx.log.warn('own invites are not known', { discordCode: error.discordCode ?? 0 });
      }
      this.#invites = { at: now, codes };
    }
    return this.#invites.codes;
  }

  invitesChanged(): void {
    this.#invites = undefined;
  }

  rolesChanged(): void {
    this.#staff = undefined;
  }
}

const states = new Map<string, GuildState>();

export function stateOf({ guild }: { readonly guild: { readonly id: string } }): GuildState {
  let state = states.get(guild.id);
  if (!state) {
    state = new GuildState();
    states.set(guild.id, state);
    if (states.size > mostGuilds) {
      const oldest = states.keys().next();
      if (oldest.done !== true) states.delete(oldest.value);
    }
  }
  return state;
}

/** When automod is switched off in a guild, nothing of it is kept. */
export function forgetGuild({ guild }: { readonly guild: { readonly id: string } }): void {
  states.delete(guild.id);
}
