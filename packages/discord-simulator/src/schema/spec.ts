import { inlineRequests } from './inline-requests.ts';

/** One schema of Discord's official description, as `discord-api-spec` compiles it to zod. */
export interface SpecSchema {
  safeParse(value: unknown): { success: true } | { success: false; error: { issues: SpecIssue[] } };
}

/** The parts of a zod issue that we read. */
export interface SpecIssue {
  code: string;
  message: string;
  path: (string | number)[];
  input?: unknown;
  expected?: string;
  origin?: string;
  maximum?: number;
  minimum?: number;
  values?: unknown[];
  errors?: SpecIssue[][];
  format?: string;
}

let loading: Promise<ReadonlyMap<string, SpecSchema>> | undefined;

/** All schemas by name, loaded once and not before they are needed: they are 330 kB. */
export function loadSpec(): Promise<ReadonlyMap<string, SpecSchema>> {
  loading ??= importSpec();
  return loading;
}

async function importSpec(): Promise<ReadonlyMap<string, SpecSchema>> {
  // @ts-expect-error the package has no type declarations for its zod schemas
  const module: Record<string, unknown> = await import('discord-api-spec/zod');
  const schemas = new Map<string, SpecSchema>(inlineRequests);
  for (const [name, value] of Object.entries(module)) {
    if (name.endsWith('Schema')) schemas.set(name.slice(0, -'Schema'.length), value as SpecSchema);
  }
  return schemas;
}
