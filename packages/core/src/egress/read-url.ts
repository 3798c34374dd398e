import { FetchRefusal } from '@guildhall/sdk';
import { limits } from './limits.ts';

/**
 * Reads an address that a plugin wants to ask. What is let through names exactly one of the declared hosts, by https on its
 * usual port. Addresses of numbers, in whatever notation, are never declared, so they never get through.
 *
 * @throws `FetchRefusal`
 */
export function readUrl(text: string, hosts: readonly string[]): URL {
  // The parser would drop or turn some of these, so that a person reads another host than the machine.
  if (typeof text !== 'string' || text.length > limits.urlLength || /[\p{Cc}\p{Cf}\s\\]/u.test(text)) {
    throw new FetchRefusal(
      'FETCH_URL',
      'This is not an address: it is too long, or has characters that none has.',
    );
  }
  const url = URL.parse(text);
  if (url?.protocol !== 'https:' || !/^https:\/\/[^/]/i.test(text)) {
    throw new FetchRefusal(
      'FETCH_URL',
      `"${shown(text)}" is not an https address.`,
      'Write https://host/path.',
    );
  }
  if (url.username || url.password || /^https:\/\/[^/?#]*@/i.test(text)) {
    throw new FetchRefusal(
      'FETCH_URL',
      'The address has a name or password in it.',
      'Send it in the header `authorization`.',
    );
  }
  if (url.port !== '') {
    throw new FetchRefusal('FETCH_URL', `The address names port ${url.port}.`, 'Only 443 is asked.');
  }
  if (!hosts.includes(url.hostname)) {
    throw new FetchRefusal(
      'FETCH_HOST_UNDECLARED',
      `The plugin does not declare the host "${shown(url.hostname)}".`,
      'Add it to `hosts`; admins are then asked again.',
    );
  }
  url.hash = '';
  return url;
}

/** A short piece of an address for a message, without what may be secret behind the `?`. */
function shown(text: string): string {
  return text.split('?', 1)[0]?.slice(0, 100) ?? '';
}
