import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Answers one request. `url.pathname` is the whole path; `rest` is what follows the mounted prefix. */
export type HttpHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  at: { url: URL; rest: string },
) => void | Promise<void>;

export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer, url: URL) => void;

/**
 * The simulator's one HTTP server on loopback. Rooms (REST, gateway, OAuth2, CDN, control, chat) mount handlers
 * under prefixes; the longest prefix that matches on a segment boundary wins.
 *
 * @example
 * server.mount('/control', (request, response, { rest }) => { response.end(`you asked for ${rest}`); });
 */
export class SimulatorServer {
  readonly #server: Server;
  readonly #mounts: { prefix: string; handler: HttpHandler }[] = [];
  readonly #upgrades: { prefix: string; handler: UpgradeHandler }[] = [];
  readonly #sockets = new Set<Socket>();
  #origin = '';
  #port = 0;

  constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    this.#server.on('upgrade', (request, socket, head) => {
      const url = new URL(request.url ?? '/', 'http://simulator');
      const found = longest(this.#upgrades, url.pathname);
      if (found) found.handler(request, socket, head, url);
      else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
    });
  }

  /** `http://127.0.0.1:PORT`; empty until it listens. */
  get origin(): string {
    return this.#origin;
  }

  get port(): number {
    return this.#port;
  }

  /** Serves `prefix` and everything below it. Returns the way to take it down again. */
  mount(prefix: string, handler: HttpHandler): () => void {
    return add(this.#mounts, { prefix: prefix.replace(/\/$/, ''), handler });
  }

  /** Takes WebSocket upgrades under `prefix`. */
  mountUpgrade(prefix: string, handler: UpgradeHandler): () => void {
    return add(this.#upgrades, { prefix: prefix.replace(/\/$/, ''), handler });
  }

  async listen(port: number, host: '127.0.0.1'): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => {
        this.#server.removeListener('error', reject);
        resolve();
      });
    });
    const address = this.#server.address() as AddressInfo;
    this.#port = address.port;
    this.#origin = `http://${host}:${address.port}`;
  }

  /** Stops listening and ends every connection, those that are in the middle of something too. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(request.url ?? '/', 'http://simulator');
      const found = longest(this.#mounts, url.pathname);
      if (!found) {
        response.writeHead(404, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ message: '404: Not Found', code: 0 }));
        return;
      }
      await found.handler(request, response, { url, rest: url.pathname.slice(found.prefix.length) || '/' });
    } catch (error) {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(error instanceof Error ? `${error.stack}` : String(error));
    }
  }
}

function longest<T extends { prefix: string }>(mounts: T[], path: string): T | undefined {
  let best: T | undefined;
  for (const mount of mounts) {
    const matches = path === mount.prefix || path.startsWith(`${mount.prefix}/`);
    if (matches && (!best || mount.prefix.length > best.prefix.length)) best = mount;
  }
  return best;
}

function add<T>(list: T[], item: T): () => void {
  list.push(item);
  return () => {
    const index = list.indexOf(item);
    if (index >= 0) list.splice(index, 1);
  };
}
