import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpHandler } from '../server.ts';
import type { DiscordSimulator } from '../simulator.ts';
import type { World } from '../world/world.ts';
import type { ControlGuard } from './guard.ts';
import { openApiDocument } from './openapi.ts';
import { operations } from './operations/index.ts';
import type { OperationName } from './protocol.ts';
import { BadRequest, refusal, sendJson } from './refusal.ts';
import { requests } from './requests.ts';
import { EventStream } from './stream.ts';

/** Ten attachments of ten megabytes, as base64, and some room. */
const longestBody = 150 * 1024 * 1024;

/** Serves `/control`: operations by POST, and the event stream. */
export class ControlApi {
  readonly #world: World;
  readonly #simulator: DiscordSimulator;
  readonly #guard: ControlGuard;
  readonly #handlers: Record<string, (request: never) => unknown>;
  readonly #streams = new Set<EventStream>();

  constructor(world: World, simulator: DiscordSimulator, guard: ControlGuard) {
    this.#world = world;
    this.#simulator = simulator;
    this.#guard = guard;
    this.#handlers = operations(world, simulator);
  }

  readonly handle: HttpHandler = async (request, response, { url, rest }) => {
    let operation: OperationName | undefined;
    let body: Record<string, unknown> = {};
    try {
      this.#admit(request);
      if (rest === '/events') {
        if (request.method !== 'GET')
          throw new BadRequest(405, 'invalid', 'the event stream is read with GET');
        this.#open(url, response);
        return;
      }
      if (rest === '/openapi.json') {
        if (request.method !== 'GET')
          throw new BadRequest(405, 'invalid', 'the description is read with GET');
        sendJson(response, 200, openApiDocument());
        return;
      }
      const name = rest.slice(1);
      if (!Object.hasOwn(requests, name)) {
        throw new BadRequest(404, 'not-found', `there is no operation "${name}"`);
      }
      operation = name as OperationName;
      if (request.method !== 'POST')
        throw new BadRequest(405, 'invalid', 'operations are asked for with POST');
      body = await this.#read(request, operation);
      const answer = await this.#handlers[operation]?.(body as never);
      sendJson(response, 200, answer);
    } catch (error) {
      const { status, body: answer } = refusal(this.#world, error, operation, body);
      sendJson(response, status, answer);
    }
  };

  close(): void {
    for (const stream of this.#streams) stream.close();
  }

  #admit(request: IncomingMessage): void {
    if (this.#guard.isForeign(request)) {
      throw new BadRequest(
        403,
        'forbidden',
        'the control API answers only on its own loopback address, to its own pages',
      );
    }
    if (!this.#guard.holdsToken(request)) {
      throw new BadRequest(
        401,
        'unauthorized',
        'send the simulator’s control token: "Authorization: Bearer <token>"',
      );
    }
  }

  async #read(request: IncomingMessage, operation: OperationName): Promise<Record<string, unknown>> {
    // A form of another page cannot send this type without asking first, and is not let.
    const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim();
    if (type !== 'application/json')
      throw new BadRequest(415, 'invalid', 'send a JSON body, as application/json');
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > longestBody) throw new BadRequest(413, 'invalid', 'the body is too large');
      chunks.push(chunk);
    }
    let json: unknown;
    try {
      json = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    } catch {
      throw new BadRequest(400, 'invalid', 'the body is no JSON');
    }
    const read = requests[operation].safeParse(json);
    if (read.success) return read.data as Record<string, unknown>;
    const wrong = read.error.issues
      .map((it) => `${it.path.join('.') || 'the body'}: ${it.message}`)
      .join('; ');
    throw new BadRequest(400, 'invalid', `${operation} was asked for wrongly: ${wrong}`);
  }

  #open(url: URL, response: ServerResponse): void {
    const as = url.searchParams.get('as');
    const stream = new EventStream(this.#world, this.#simulator, response, {
      as: as ?? undefined,
      traffic: url.searchParams.get('traffic') === '1',
    });
    this.#streams.add(stream);
    response.on('close', () => this.#streams.delete(stream));
  }
}
