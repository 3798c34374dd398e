import { createKeys } from '../../src/api/crypto/keys.ts';
import type { PluginHostOptions } from '../../src/host/index.ts';

const keys = createKeys('a secret key of tests, long enough for it');

/** As the application makes it of its secret key. */
export const secretBox: PluginHostOptions['secretBox'] = {
  seal: (text, context) => keys.seal('config', text, context),
  open: (sealed, context) => keys.open('config', sealed, context),
};
