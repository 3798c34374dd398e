import type { AccessLevel, FieldUi } from '@guildhall/sdk';
import type { JsonSchema, ManifestRoute } from '@guildhall/sdk/host';
import { patternOf } from '../../runtime/routes/index.ts';
import { bodyLimit } from '../http/read-json.ts';
import type { ApiServices } from '../services.ts';
import { reaches } from './caller-level.ts';

/** Of a character of a file: three bytes in UTF-8, or two when JSON escapes it. */
const bytesOfCharacter = 3;

export interface AskedRoute {
  readonly guildId: string;
  readonly pluginId: string;
  readonly method: string;
  readonly path: string;
  readonly level: AccessLevel;
}

/**
 * How large a body a plugin's route takes: as all others, and as much more as its fields for files may hold. Who may not call it sends
 * no more than anywhere else.
 */
export async function pluginBodyLimit(
  { installations }: Pick<ApiServices, 'installations'>,
  { guildId, pluginId, method, path, level }: AskedRoute,
): Promise<number> {
  const installation = await installations.get(guildId, pluginId);
  const routes = (installation?.version.manifest.pieces ?? []).filter(
    (piece): piece is ManifestRoute =>
      piece.kind === 'route' &&
      piece.method === method &&
      reaches(level, piece.access) &&
      patternOf(piece.path).test(path),
  );
  return bodyLimit + bytesOfCharacter * Math.max(0, ...routes.map(({ body }) => filesIn(body)));
}

/** Characters of the files at the top of a body. */
function filesIn(body: JsonSchema | undefined): number {
  return Object.values((body?.properties ?? {}) as Record<string, JsonSchema>)
    .filter((field) => (field['x-ui'] as FieldUi | undefined)?.widget === 'file')
    .reduce((sum, { maxLength }) => sum + (typeof maxLength === 'number' ? maxLength : 0), 0);
}
