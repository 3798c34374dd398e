import type { RestAnswer, RestCall } from '@guildhall/sandbox-runtime';
import { type Client, DiscordAPIError } from 'discord.js';
import { asPlugin, type Broker, BrokerRefusal, type CallOwner } from '../discord/index.ts';
import type { Handles } from './handles.ts';

const methods: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);
/** Paths in which a token is the fourth part: `/interactions/<id>/<token>/callback`, `/webhooks/<id>/<token>`. */
const withToken = /^\/(interactions|webhooks)\/([^/?]+)\/([^/?]+)(.*)$/;
const plainPath = /^\/[\w\-./~%@:?=&,+]*$/;
const mostFiles = 10;

interface Target {
  readonly path: string;
  readonly isAnswer: boolean;
}

/**
 * Where the calls of discord.js in a plugin's process leave: through the bot's own client, in the plugin's name, so that the broker
 * judges them as it judges those of plugins in this process. Tokens stay here.
 */
export class RestDoor {
  readonly #client: Client;
  readonly #applicationId: string;
  readonly #handles: Handles;
  readonly #onRefusal: Broker['refused'];

  constructor(options: {
    client: Client;
    applicationId: string;
    handles: Handles;
    onRefusal: Broker['refused'];
  }) {
    this.#onRefusal = options.onRefusal;
    this.#client = options.client;
    this.#applicationId = options.applicationId;
    this.#handles = options.handles;
  }

  /** @param call what came over the channel, which may be anything @throws `BrokerRefusal` */
  async call(owner: CallOwner, call: RestCall): Promise<RestAnswer> {
    const { method, path } = call;
    const target = this.#admit(owner, method, path);
    const [route = '', query] = target.path.split('?');
    const body = typeof call.body === 'string' ? (JSON.parse(call.body) as unknown) : undefined;
    const files = (Array.isArray(call.files) ? call.files : []).slice(0, mostFiles).map((file) => ({
      key: String(file.key),
      name: String(file.name),
      data: Buffer.from(file.data),
      ...(typeof file.contentType === 'string' ? { contentType: file.contentType } : {}),
    }));
    try {
      const response = await asPlugin(owner, () =>
        this.#client.rest.queueRequest({
          fullRoute: route as `/${string}`,
          method: method as never,
          ...(query === undefined ? {} : { query: new URLSearchParams(query) }),
          ...(body === undefined ? {} : { body }),
          ...(files.length > 0 ? { files } : {}),
          ...(typeof call.reason === 'string' ? { reason: call.reason.slice(0, 512) } : {}),
          ...(target.isAnswer ? { auth: false } : {}),
        }),
      );
      const text = await response.text();
      return {
        status: response.status,
        contentType: response.headers.get('content-type') ?? 'application/json',
        body: this.#withoutTokens(owner, text),
      };
    } catch (error) {
      if (!(error instanceof DiscordAPIError)) throw error;
      return { status: error.status, contentType: 'application/json', body: JSON.stringify(error.rawError) };
    }
  }

  /** Where the call goes. What is refused already here is told like what the broker refuses. */
  #admit(owner: CallOwner, method: unknown, path: unknown): Target {
    try {
      if (
        typeof method !== 'string' ||
        !methods.has(method) ||
        typeof path !== 'string' ||
        !plainPath.test(path) ||
        /(^|\/)\.{1,2}(\/|$)/.test(decode(path))
      ) {
        throw new BrokerRefusal(
          'ROUTE_UNKNOWN',
          `Plugins may not call ${String(method).slice(0, 10)} ${String(path).slice(0, 100)}.`,
        );
      }
      return this.#withToken(owner, path);
    } catch (error) {
      if (error instanceof BrokerRefusal) {
        this.#onRefusal(owner, String(method).slice(0, 10), String(path), error);
      }
      throw error;
    }
  }

  /** The interaction as a plugin's process may have it. */
  handled(owner: CallOwner, interaction: unknown): unknown {
    const given = interaction as { readonly token: string };
    return { ...given, token: this.#handles.give(given.token, owner) };
  }

  #withToken(owner: CallOwner, path: string): Target {
    const match = withToken.exec(path);
    if (!match) return { path, isAnswer: false };
    const [, kind = '', id = '', handle = '', rest = ''] = match;
    const token = this.#handles.token(handle, owner);
    if (token === undefined) {
      throw new BrokerRefusal(
        'TARGET_UNKNOWN',
        'That interaction or webhook is not this plugin’s in this guild, or it is too late for it.',
      );
    }
    // An interaction's webhook goes by the application's id.
    const isAnswer = kind === 'interactions' || id === this.#applicationId;
    return { path: `/${kind}/${id}/${token}${rest}`, isAnswer };
  }

  /** Webhooks come with their tokens, and with addresses that hold them. */
  #withoutTokens(owner: CallOwner, text: string): string {
    if (!text.includes('"token"')) return text;
    return JSON.stringify(JSON.parse(text), (key, value: unknown) => {
      if (key === 'token' && typeof value === 'string') return this.#handles.give(value, owner, false);
      if (key === 'url' && typeof value === 'string' && /\/webhooks\/\d+\//.test(value)) return undefined;
      return value;
    });
  }
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '..';
  }
}
