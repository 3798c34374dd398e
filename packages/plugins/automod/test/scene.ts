import { type Scene, type SceneOptions, type SignedIn, type Stage, signIn } from '@guildhall/testing';

type Config = Readonly<Record<string, unknown>>;

/** A guild of its own for each scene, with alerts in #alerts and no rules but those that the scene makes. */
export async function openScene(
  stage: Stage,
  config: Config | ((guild: Scene['guild']) => Config) = {},
  options: Omit<SceneOptions, 'config'> = {},
): Promise<Scene> {
  return stage.guild({
    channels: ['general', 'alerts', 'random'],
    ...options,
    config: (guild) => ({
      automod: {
        start: 'nothing',
        alertChannel: guild.channel('alerts').id,
        ...(typeof config === 'function' ? config(guild) : config),
      },
    }),
  });
}

/** A rule, made by the owner as the dashboard's form sends it. */
export type RuleInput = Readonly<Record<string, unknown>> & { readonly name: string };

type Member = Scene['ana'];

export function textsIn(member: Member, channel = 'general'): string[] {
  return member
    .in(channel)
    .messages()
    .map(({ content }) => content);
}

/** What was told in #alerts, as the owner sees it: titles, descriptions and texts. */
export function alertsOf({ guild }: Scene): string[] {
  return guild.owner
    .in('alerts')
    .messages()
    .map((message) => {
      const embeds = message.json.embeds as { title?: string; description?: string }[];
      return [message.content, ...embeds.flatMap(({ title, description }) => [title, description])]
        .filter(Boolean)
        .join(' | ');
    });
}

/** Something that a member does in Discord for which the stage has no word of its own. @throws what Discord refuses it with */
export async function control<T>(
  { discord }: Stage,
  operation: string,
  body: Readonly<Record<string, unknown>> & { readonly as: string },
): Promise<T> {
  const response = await fetch(`${discord.origin}/control/${operation}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${discord.controlToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(answer);
  return JSON.parse(answer) as T;
}

/** The same name is the same person in every guild: who signs in too often is made to wait. */
const callers = new WeakMap<Stage, Map<string, Promise<SignedIn>>>();

/** The plugin's routes as a member calls them from the dashboard. */
export interface Api {
  get<T>(path: string): Promise<T>;
  send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T>;
  /** Status and stable code of a refusal. */
  refusal(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<{ status: number; code: unknown }>;
}

export async function apiOf(
  stage: Stage,
  { guild }: Pick<Scene, 'guild'>,
  member: Member,
  language?: string,
): Promise<Api> {
  const known = callers.get(stage) ?? new Map<string, Promise<SignedIn>>();
  callers.set(stage, known);
  // Sessions end with time, and tests move it.
  const key = `${member.id} ${Math.floor(stage.discord.world.now() / 36_000_000)}`;
  const signedIn = known.get(key) ?? signIn(stage.guildhall, member);
  known.set(key, signedIn);
  const caller = await signedIn;
  const base = `/api/v1/guilds/${guild.id}/plugins/automod`;
  const call = (method: string, path: string, body?: unknown) =>
    caller.fetch(`${base}${path}`, {
      method,
      headers: {
        origin: stage.guildhall.url,
        ...(language === undefined ? {} : { 'accept-language': language }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const read = async (response: Response): Promise<unknown> => {
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  return {
    get: async <T>(path: string) => (await read(await call('GET', path))) as T,
    send: async <T>(method: string, path: string, body?: unknown) =>
      (await read(await call(method, path, method === 'DELETE' ? undefined : (body ?? {})))) as T,
    async refusal(method, path, body) {
      const response = await call(method, path, method === 'DELETE' ? undefined : (body ?? {}));
      const answer = (await response.json()) as { pluginCode?: unknown; code?: unknown };
      return { status: response.status, code: answer.pluginCode ?? answer.code };
    },
  };
}

/** Makes rules as the owner does in the dashboard. */
export async function makeRules(stage: Stage, scene: Scene, ...rules: readonly RuleInput[]): Promise<Api> {
  const api = await apiOf(stage, scene, scene.guild.owner);
  for (const rule of rules) await api.send('POST', '/rules', rule);
  return api;
}

/** Says all of them, one after the other, and waits until the bot has dealt with them. */
export async function sayAll(stage: Stage, member: Member, texts: readonly string[], channel = 'general') {
  for (const text of texts) await member.in(channel).say(text);
  await stage.idle();
}
