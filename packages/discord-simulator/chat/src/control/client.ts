import type {
  AnswerOf,
  ControlEvent,
  ErrorBody,
  OperationName,
  RequestOf,
} from '../../../src/control/protocol.ts';

/** The simulator said no, or could not be reached (`unreachable`). */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ErrorBody['error']['code'] | 'unreachable';
  readonly missing: string[];

  constructor(code: Refusal['code'], message: string, missing?: string[]) {
    super(message);
    this.code = code;
    this.missing = missing ?? [];
  }
}

/** Asks the simulator for one operation. Throws a {@link Refusal}. */
export async function ask<N extends OperationName>(
  operation: N,
  request: RequestOf<N>,
): Promise<AnswerOf<N>> {
  let response: Response;
  try {
    response = await fetch(`/control/${operation}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
  } catch {
    throw new Refusal('unreachable', '');
  }
  const body: unknown = await response.json();
  if (response.ok) return body as AnswerOf<N>;
  const { error } = body as ErrorBody;
  throw new Refusal(error.code, error.message, error.missing);
}

export type Connection = 'connecting' | 'open' | 'lost' | 'unauthorized';

const eventTypes: ControlEvent['type'][] = [
  'snapshot',
  'guild',
  'guildGone',
  'dm',
  'people',
  'message',
  'messagesGone',
  'typing',
  'interaction',
  'commands',
  'clock',
  'faults',
  'traffic',
];

/**
 * Listens to the world as one user sees it. Reconnects by itself; every connection starts with a snapshot.
 *
 * @returns the way to stop.
 */
export function listen(
  options: { as: string | null; traffic: boolean },
  onEvent: (event: ControlEvent) => void,
  onConnection: (connection: Connection) => void,
): () => void {
  const query = new URLSearchParams();
  if (options.as !== null) query.set('as', options.as);
  if (options.traffic) query.set('traffic', '1');
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const connect = (): void => {
    source = new EventSource(`/control/events?${query}`);
    source.addEventListener('open', () => onConnection('open'));
    source.addEventListener('error', () => {
      if (stopped) return;
      onConnection('lost');
      // A browser retries a broken stream, but gives up on one that was answered with an error.
      if (source?.readyState === EventSource.CLOSED) void whyRefused();
    });
    for (const type of eventTypes) {
      source.addEventListener(type, (message: MessageEvent<string>) =>
        onEvent(JSON.parse(message.data) as ControlEvent),
      );
    }
  };

  const whyRefused = async (): Promise<void> => {
    try {
      await ask('clock', {});
    } catch (error) {
      if (error instanceof Refusal && error.code === 'unauthorized') {
        onConnection('unauthorized');
        return;
      }
    }
    retry = setTimeout(connect, 1500);
  };

  onConnection('connecting');
  connect();
  return () => {
    stopped = true;
    clearTimeout(retry);
    source?.close();
  };
}
