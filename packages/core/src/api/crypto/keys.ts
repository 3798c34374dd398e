import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** Everything that is derived from the secret key: each purpose has a key of its own. */
export interface Keys {
  /** AES-256-GCM. `context` (whose, which field) must be the same when it is opened. */
  seal(purpose: string, text: string, context: string): string;
  /** @returns `undefined` for what was not sealed by this key for this purpose and context. */
  open(purpose: string, sealed: string, context: string): string | undefined;
  /** Text that can be read by everybody and made by nobody else. */
  sign(purpose: string, text: string): string;
  /** @returns the text, `undefined` when it was not signed by this key for this purpose. */
  verify(purpose: string, signed: string): string | undefined;
}

/** @param secretKey - at least 32 bytes. */
export function createKeys(secretKey: string): Keys {
  const derived = new Map<string, Buffer>();
  const keyFor = (use: 'seal' | 'sign', purpose: string): Buffer => {
    const info = `guildhall/${use}/${purpose}`;
    const known = derived.get(info);
    if (known) return known;
    const key = Buffer.from(hkdfSync('sha256', secretKey, 'guildhall.v1', info, 32));
    derived.set(info, key);
    return key;
  };
  const tag = (purpose: string, payload: string) =>
    createHmac('sha256', keyFor('sign', purpose)).update(payload).digest().subarray(0, 18);

  return {
    seal(purpose, text, context) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', keyFor('seal', purpose), iv);
      cipher.setAAD(Buffer.from(context));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `1.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`;
    },
    open(purpose, sealed, context) {
      const bytes = Buffer.from(sealed.startsWith('1.') ? sealed.slice(2) : '', 'base64url');
      if (bytes.length < 28) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', keyFor('seal', purpose), bytes.subarray(0, 12));
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(bytes.subarray(12, 28));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
      } catch {
        // The tag does not fit: another key, another context, or somebody changed it.
        return undefined;
      }
    },
    sign(purpose, text) {
      const payload = Buffer.from(text).toString('base64url');
      return `${payload}.${tag(purpose, payload).toString('base64url')}`;
    },
    verify(purpose, signed) {
      const [payload = '', given = '', ...more] = signed.split('.');
      const expected = tag(purpose, payload);
      const bytes = Buffer.from(given, 'base64url');
      if (more.length > 0 || bytes.length !== expected.length || !timingSafeEqual(bytes, expected)) {
        return undefined;
      }
      return Buffer.from(payload, 'base64url').toString('utf8');
    },
  };
}
