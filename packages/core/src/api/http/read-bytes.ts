import type { IncomingMessage } from 'node:http';
import { RequestProblem } from '../problems/request-problem.ts';

/** Reads a body of at most so many bytes. @throws `RequestProblem` `body_too_large` */
export async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLarge = () => new RequestProblem('body_too_large', { values: { limit } });
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Reads a file that is the whole body. @throws `RequestProblem` `unsupported_media_type`, `body_too_large` */
export async function readUpload(
  request: IncomingMessage,
  { contentType, maxBytes }: { readonly contentType: string; readonly maxBytes: number },
): Promise<Uint8Array> {
  const type = (request.headers['content-type'] ?? '').trim().toLowerCase();
  if (type !== contentType || request.headers['content-encoding']) {
    throw new RequestProblem('unsupported_media_type', {
      english: `This operation takes ${contentType}, not ${type || 'nothing named'}.`,
    });
  }
  return readBytes(request, maxBytes);
}
