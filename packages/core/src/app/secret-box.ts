import { createKeys, type Keys } from '../api/index.ts';
import type { PluginHostOptions } from '../host/index.ts';
import { keptSecretKey, type Settings } from '../settings/index.ts';

type SecretBox = PluginHostOptions['secretBox'];

/** What is derived from the operator's secret key: given, or made and kept in the data folder. */
export async function operatorKeys({
  secretKey,
  dataDir,
}: Pick<Settings, 'secretKey' | 'dataDir'>): Promise<Keys> {
  return createKeys(secretKey ?? (await keptSecretKey(dataDir)));
}

/** What seals secrets of configurations, and wraps the keys of what plugins keep encrypted. */
export function secretBoxOf(keys: Keys): SecretBox {
  return {
    seal: (text, context) => keys.seal('config', text, context),
    open: (sealed, context) => keys.open('config', sealed, context),
  };
}
