import type { DiscordSimulator } from '@guildhall/discord-simulator';
import { expect } from 'vitest';
import { answers, controlEvent } from '../src/control/answers.ts';
import type {
  AnswerOf,
  ControlEvent,
  ControlEventOf,
  ErrorBody,
  OperationName,
  RequestOf,
} from '../src/control/index.ts';
import type { Closing } from './bots.ts';

/** The control API as a program in any language has it: HTTP, JSON and server-sent events. Every answer and event is checked against its description. */
export class ControlClient {
  readonly #discord: () => DiscordSimulator;
  readonly #closing: Closing;

  constructor(closing: Closing, discord: () => DiscordSimulator) {
    this.#closing = closing;
    this.#discord = discord;
  }

  send(operation: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const discord = this.#discord();
    return fetch(`${discord.origin}/control/${operation}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${discord.controlToken}`,
        'content-type': 'application/json',
        ...headers,
      },
      body: JSON.stringify(body),
    });
  }

  async ask<N extends OperationName>(operation: N, request: RequestOf<N>): Promise<AnswerOf<N>> {
    const response = await this.send(operation, request);
    const body: unknown = await response.json();
    if (!response.ok) throw new Error(JSON.stringify(body));
    expect(answers[operation].safeParse(body).error?.issues).toBeUndefined();
    return body as AnswerOf<N>;
  }

  async refusalOf<N extends OperationName>(
    operation: N,
    request: RequestOf<N>,
  ): Promise<ErrorBody['error'] & { status: number }> {
    const response = await this.send(operation, request);
    return { ...((await response.json()) as ErrorBody).error, status: response.status };
  }

  /** Everything that a member's stream tells, and a way to wait for something in it. */
  async listen(query: string) {
    const discord = this.#discord();
    const stop = new AbortController();
    this.#closing.add(() => stop.abort());
    const response = await fetch(`${discord.origin}/control/events?${query}`, {
      headers: { authorization: `Bearer ${discord.controlToken}` },
      signal: stop.signal,
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const events: ControlEvent[] = [];
    const wrong: unknown[] = [];
    const waiting = new Set<() => void>();
    const reading = (async () => {
      let rest = '';
      for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        const parts = (rest + chunk).split('\n\n');
        rest = parts.pop() ?? '';
        for (const part of parts) {
          const data = /^data: (.*)$/m.exec(part)?.[1];
          if (data === undefined) continue;
          const event: unknown = JSON.parse(data);
          wrong.push(...(controlEvent.safeParse(event).error?.issues ?? []));
          events.push(event as ControlEvent);
        }
        for (const look of waiting) look();
      }
    })();
    reading.catch(() => undefined);
    return {
      events,
      close(): void {
        stop.abort();
        expect(wrong).toEqual([]);
      },
      until<K extends ControlEvent['type']>(
        type: K,
        matches: (event: ControlEventOf<K>) => boolean = () => true,
      ): Promise<ControlEventOf<K>> {
        return new Promise((resolve) => {
          const look = (): void => {
            const found = events.find(
              (it): it is ControlEventOf<K> => it.type === type && matches(it as ControlEventOf<K>),
            );
            if (!found) return;
            waiting.delete(look);
            resolve(found);
          };
          waiting.add(look);
          look();
        });
      },
    };
  }
}
