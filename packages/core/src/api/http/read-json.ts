import type { IncomingMessage } from 'node:http';
import { RequestProblem } from '../problems/request-problem.ts';
import { readBytes } from './read-bytes.ts';

export const bodyLimit = 256 * 1024;

/**
 * Reads a JSON body of at most so many bytes. Keys that could reach a prototype are refused, not dropped: nobody
 * sends them by accident.
 *
 * @throws `RequestProblem` `unsupported_media_type`, `body_too_large`, `malformed_body`
 */
export async function readJson(request: IncomingMessage, limit = bodyLimit): Promise<unknown> {
  const type = request.headers['content-type'] ?? '';
  if (
    !/^application\/json\s*(;\s*charset="?utf-8"?)?$/i.test(type.trim()) ||
    request.headers['content-encoding']
  ) {
    throw new RequestProblem('unsupported_media_type');
  }
  return parseJson(await readBytes(request, limit));
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), (key, value) => {
      if (key === '__proto__' || (key === 'constructor' && hasPrototype(value))) {
        throw new SyntaxError(`the key "${key}" is not taken`);
      }
      return value;
    });
  } catch (error) {
    throw new RequestProblem('malformed_body', {
      values: { reason: error instanceof Error ? error.message.slice(0, 200) : 'unreadable' },
      cause: error,
    });
  }
}

function hasPrototype(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype');
}
