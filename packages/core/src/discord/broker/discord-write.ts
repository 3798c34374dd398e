import type { ResponseLike } from 'discord.js';
import type { CallOwner } from './call-owner.ts';
import type { RefusalReason } from './refusal.ts';

/** A call in a plugin's name that would change something in Discord. */
export interface DiscordWrite {
  readonly owner: CallOwner;
  readonly method: string;
  /** Decoded, below the API's version. */
  readonly path: string;
  /** `POST /channels/{id}/messages` */
  readonly route: string;
  readonly body: unknown;
  /** Discord's status, or why the broker refused. */
  readonly status: number | RefusalReason;
  /** Whose direct channel it goes to. */
  readonly userId: string | undefined;
  /** Of the message that it made. */
  readonly messageId?: string | undefined;
}

const newMessages = ['POST /channels/{id}/messages', 'POST /webhooks/{id}/{token}'];

export function isNewMessage(route: string): boolean {
  return newMessages.includes(route);
}

/** The answer's body can be read once, and that is the caller's to do, as JSON or as text: we look on as it does. */
export function whenRead(response: ResponseLike, look: (body: unknown) => void): void {
  const [json, text] = [response.json.bind(response), response.text.bind(response)];
  Object.defineProperties(response, {
    json: {
      configurable: true,
      value: async () => {
        const body: unknown = await json();
        look(body);
        return body;
      },
    },
    text: {
      configurable: true,
      value: async () => {
        const body = await text();
        look(JSON.parse(body));
        return body;
      },
    },
  });
}

export function idOf(body: unknown): string | undefined {
  const id = (body as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' ? id : undefined;
}
