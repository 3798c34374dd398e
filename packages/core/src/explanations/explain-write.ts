import type { DiscordWrite } from '../discord/index.ts';
import { answers } from './deed-text.ts';
import type { NewExplanation } from './explanation.ts';

/** Calls that nobody asks about afterwards. */
const unremarkable = [/\/typing$/, /^POST \/users\/@me\/channels$/];

/** Discord's flag of a message that only one person sees. */
const ephemeral = 64;

/** What a plugin's call to Discord leaves for `/why`: what was called, on whom, because of what. `undefined`: nothing. Pure. */
export function explainWrite(write: DiscordWrite, version: string): NewExplanation | undefined {
  const { owner, method, path, route, body, status, messageId } = write;
  if (unremarkable.some((pattern) => pattern.test(`${method} ${path}`))) return undefined;
  const trigger = subjectsOf(owner.cause?.payload);
  const { pluginId, guildId } = owner;
  const [, root = '', id = '', kind = '', inner = ''] = path.split('/');
  const text = typeof body === 'string' ? body : '';
  const members = [
    trigger.member,
    write.userId,
    root === 'guilds' && (kind === 'members' || kind === 'bans') ? inner : undefined,
    ...(isPrivateAnswer(route, text) ? [] : mentionedIn(text)),
  ];
  const messages = [
    trigger.message,
    messageId,
    root === 'channels' && kind === 'messages' ? inner : undefined,
    root === 'interactions' ? id : undefined,
    trigger.interaction,
    /"message_reference":\{[^}]*"message_id":"(\d{15,20})"/.exec(text)?.[1],
  ];
  return {
    guildId,
    pluginId,
    version,
    kind: typeof status === 'number' && status < 400 ? 'wrote' : 'refused',
    members: ids(members).slice(0, 20),
    messages: ids(messages),
    channelId: write.userId ? null : ((root === 'channels' ? id : undefined) ?? trigger.channel ?? null),
    said: null,
    call: { route, status: String(status) },
    piece: owner.cause?.piece ?? null,
    event: owner.cause?.event ?? null,
  };
}

function mentionedIn(text: string): (string | undefined)[] {
  return [...text.matchAll(/<@!?(\d{15,20})>/g)].map(([, member]) => member);
}

/**
 * Whether only who asked reads it: that a moderator has looked somebody up, or noted something, is not told to whom it is about.
 * What follows a first answer does not say who sees it, and counts as private.
 */
function isPrivateAnswer(route: string, text: string): boolean {
  if (!answers.test(route)) return false;
  if (!route.startsWith('POST /interactions/')) return true;
  const [, flags = '0'] = /"flags":(\d+)/.exec(text) ?? [];
  return (Number(flags) & ephemeral) !== 0;
}

interface Subjects {
  readonly member?: string | undefined;
  readonly message?: string | undefined;
  readonly channel?: string | undefined;
  readonly interaction?: string | undefined;
}

interface Payload {
  readonly id?: string;
  readonly token?: string;
  readonly author?: { readonly id?: string };
  readonly user?: { readonly id?: string };
  readonly user_id?: string;
  readonly member?: { readonly user?: { readonly id?: string } };
  readonly channel_id?: string;
  readonly channel?: { readonly id?: string };
  readonly message_id?: string;
  readonly message?: { readonly id?: string };
}

/** Whom and what a gateway event is about, of whatever kind it is. */
function subjectsOf(payload: unknown): Subjects {
  if (typeof payload !== 'object' || payload === null) return {};
  const event = payload as Payload;
  return {
    member: event.author?.id ?? event.member?.user?.id ?? event.user?.id ?? event.user_id,
    channel: event.channel_id ?? event.channel?.id,
    message: event.message_id ?? event.message?.id ?? (event.author ? event.id : undefined),
    interaction: event.token === undefined ? undefined : event.id,
  };
}

function ids(found: readonly (string | undefined)[]): string[] {
  return [...new Set(found.filter((id) => id !== undefined && /^\d{15,20}$/.test(id)))] as string[];
}
