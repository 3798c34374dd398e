import { capabilities } from '@guildhall/sdk/host';

interface Route {
  readonly segments: readonly string[];
  readonly capability: string;
}

const byMethod = new Map<string, Route[]>();
for (const capability of Object.values(capabilities)) {
  for (const route of capability.routes) {
    const [method = '', path = ''] = route.split(' ');
    const list = byMethod.get(method) ?? [];
    list.push({ segments: path.split('/').slice(1), capability: capability.id });
    byMethod.set(method, list);
  }
}

/**
 * The capabilities of which any one opens this call; empty: no plugin may make it.
 * A literal segment beats `{}`: `…/reactions/{}/@me` is not a case of `…/reactions/{}/{}`.
 *
 * @param path decoded, without query, as `/channels/1/messages`
 */
export function capabilitiesFor(method: string, path: string): readonly string[] {
  const segments = path.split('/').slice(1);
  let best = -1;
  let found: string[] = [];
  for (const route of byMethod.get(method) ?? []) {
    if (route.segments.length !== segments.length) continue;
    let literals = 0;
    const matches = route.segments.every((segment, index) => {
      if (segment === '{}') return segments[index] !== '';
      literals++;
      return segment === segments[index];
    });
    if (!matches || literals < best) continue;
    if (literals > best) found = [];
    best = literals;
    found.push(route.capability);
  }
  return found;
}
