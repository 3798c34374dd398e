import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathItemObject,
  type ZodOpenApiResponseObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { type ProblemCode, problemStatus } from '../contract/problem-codes.ts';
import { problemsOf } from '../contract/problems-of.ts';
import type { ResponseSpec, RouteContract } from '../contract/route-contract.ts';
import { problem } from '../contracts/shapes.ts';

export const apiBase = '/api/v1';

export type OpenApiDocument = ReturnType<typeof createDocument>;

/**
 * Writes contracts as an OpenAPI 3.1 document. Pure: the same contracts give the same document.
 *
 * @param version - of this Guildhall, for `info.version`.
 */
export function openApiDocument(contracts: readonly RouteContract[], version: string): OpenApiDocument {
  const paths: Record<string, ZodOpenApiPathItemObject> = {};
  for (const contract of contracts) {
    paths[contract.path] = {
      ...(contract.atRoot ? { servers: [{ url: '/' }] } : {}),
      ...paths[contract.path],
      [contract.method]: operation(contract),
    };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Guildhall',
      version,
      description:
        'Everything that the dashboard does. Sign in through `/auth/discord/login`; the session is a cookie. Problems are RFC 9457 with a stable `code`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: apiBase }],
    tags: [...new Set(contracts.flatMap((contract) => contract.tags))].map((name) => ({ name })),
    components: {
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-guildhall',
          description: 'Set by signing in; named `guildhall` on a loopback address without TLS',
        },
      },
    },
    paths,
  });
}

function operation(contract: RouteContract): ZodOpenApiOperationObject {
  const header = headerParameters(contract);
  return {
    operationId: contract.operationId,
    summary: contract.summary,
    ...(contract.description ? { description: contract.description } : {}),
    tags: [...contract.tags],
    security: contract.access === 'anyone' ? [] : [{ session: [] }],
    'x-access': contract.access,
    requestParams: {
      ...(contract.params ? { path: contract.params } : {}),
      ...(contract.query ? { query: contract.query } : {}),
      ...(header ? { header } : {}),
    },
    ...(contract.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: contract.body } } } }
      : {}),
    ...(contract.upload
      ? {
          requestBody: {
            required: true,
            description: `At most ${contract.upload.maxBytes} bytes`,
            content: { [contract.upload.contentType]: { schema: { type: 'string', format: 'binary' } } },
          },
        }
      : {}),
    responses: responses(contract),
  };
}

function headerParameters(contract: RouteContract): z.ZodObject | undefined {
  const ifMatch = z.string().meta({ description: 'The ETag that the change is based on', examples: ['"7"'] });
  const key = z
    .string()
    .min(1)
    .max(128)
    .optional()
    .meta({ description: 'The same key within 24 hours gets the answer of the first request' });
  if (!contract.ifMatch && !contract.idempotent) return undefined;
  return z.object({
    ...(contract.ifMatch
      ? { 'If-Match': contract.ifMatch === 'required' ? ifMatch : ifMatch.optional() }
      : {}),
    ...(contract.idempotent ? { 'Idempotency-Key': key } : {}),
  });
}

function responses(contract: RouteContract): ZodOpenApiResponsesObject {
  const all: Record<string, ZodOpenApiResponseObject> = {};
  for (const [status, spec] of Object.entries(contract.responses)) all[status] = answer(spec);
  const byStatus = Map.groupBy(problemsOf(contract), (code: ProblemCode) => problemStatus[code]);
  for (const [status, codes] of byStatus) {
    all[String(status)] = {
      description: codes.map((code) => `\`${code}\``).join(', '),
      content: { 'application/problem+json': { schema: problem } },
      ...(status === 429 || status === 503
        ? { headers: { 'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' } } } }
        : {}),
    };
  }
  return all as ZodOpenApiResponsesObject;
}

function answer(spec: ResponseSpec): ZodOpenApiResponseObject {
  const headers = Object.entries(spec.headers ?? {}).map(([name, description]) => [
    name,
    { description, schema: { type: 'string' as const } },
  ]);
  return {
    description: spec.description,
    ...(spec.body ? { content: { [spec.contentType ?? 'application/json']: { schema: spec.body } } } : {}),
    ...(headers.length > 0 ? { headers: Object.fromEntries(headers) } : {}),
  };
}
