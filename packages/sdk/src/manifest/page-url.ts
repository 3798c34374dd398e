import { pathNames } from '../pieces/make-route.ts';
import type { Manifest, ManifestPage } from './types.ts';

/** A path with what its names stand for, as an address carries it. */
export function filledPath(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(params[name] ?? ''));
}

/**
 * Where everybody who may see it finds a plugin's page, outside of the dashboard.
 *
 * @param origin of the host, as people open it; `undefined`: its operator has not said
 * @throws `TypeError` for a page that the plugin does not have, that only managers see, or of which a name is missing
 */
export function pageUrl(
  origin: string | undefined,
  { id, pieces }: Pick<Manifest, 'id' | 'pieces'>,
  guildId: string,
  page: { readonly name: string },
  params: Readonly<Record<string, string>> = {},
): string | undefined {
  const { name } = page;
  const known = pieces.find((piece): piece is ManifestPage => piece.kind === 'page' && piece.name === name);
  if (!known) throw new TypeError(`${id} has no page "${name}". Pass it to build.`);
  if (known.access !== 'public' && known.access !== 'member') {
    throw new TypeError(
      `The page "${name}" of ${id} has no address outside of the dashboard. Make its access public or member.`,
    );
  }
  const missing = pathNames(name).find((one) => !params[one]);
  if (missing !== undefined) throw new TypeError(`The address of "${name}" takes a value for "${missing}".`);
  return origin && `${origin}/g/${guildId}/${id}${filledPath(name, params)}`;
}
