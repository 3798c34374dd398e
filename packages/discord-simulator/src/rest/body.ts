import type { IncomingMessage } from 'node:http';
import { DiscordError, refuse } from '../world/errors.ts';
import type { UploadedFile } from '../world/message-form.ts';

/** A request's body, read: its JSON part and its files. */
export interface ReadBody {
  json: unknown;
  files: UploadedFile[];
  /** `application/x-www-form-urlencoded` fields (OAuth2). */
  form: URLSearchParams | null;
}

const maximumBytes = 110 * 1024 * 1024;

export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maximumBytes) throw refuse(40005);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** JSON in which integers too large for a double stay what they were, as text: snowflakes lose no digit. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) => {
      if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
      const source = context?.source ?? '';
      return /^\d+$/.test(source) ? source : value;
    });
  } catch {
    throw refuse(50109);
  }
}

export async function readBody(bytes: Buffer, contentType: string): Promise<ReadBody> {
  if (bytes.length === 0) return { json: undefined, files: [], form: null };
  if (contentType.startsWith('multipart/form-data')) return readMultipart(bytes, contentType);
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    const form = new URLSearchParams(bytes.toString('utf8'));
    return { json: Object.fromEntries(form), files: [], form };
  }
  if (contentType.startsWith('application/json')) {
    return { json: parseJson(bytes.toString('utf8')), files: [], form: null };
  }
  throw new DiscordError(50035, 400, 'Invalid Form Body', {
    _errors: [
      {
        code: 'CONTENT_TYPE_INVALID',
        message: `Expected "Content-Type" header to be one of {'application/json'}.`,
      },
    ],
  });
}

async function readMultipart(bytes: Buffer, contentType: string): Promise<ReadBody> {
  let form: FormData;
  try {
    form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw refuse(50109);
  }
  const files: UploadedFile[] = [];
  const plain: Record<string, unknown> = {};
  let payload: unknown;
  for (const [name, value] of form) {
    if (typeof value === 'string') {
      if (name === 'payload_json') payload = parseJson(value);
      else plain[name] = value;
      continue;
    }
    const index =
      /^files\[(\d+)\]$/.exec(name)?.[1] ?? (/^file(\d*)$/.exec(name)?.[1] || String(files.length));
    files.push({
      index,
      filename: value.name || 'unknown',
      contentType: value.type || 'application/octet-stream',
      data: Buffer.from(await value.arrayBuffer()),
    });
  }
  return { json: payload ?? plain, files, form: null };
}
