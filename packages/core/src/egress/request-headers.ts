import { FetchRefusal } from '@guildhall/sdk';

const allowed = new Set([
  'accept',
  'accept-language',
  'authorization',
  'content-type',
  'idempotency-key',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'prefer',
  'range',
]);

/** `x-` headers by which servers and proxies are told who asks, what was asked, or to do something else. */
const misleading =
  /^x-(?:forwarded|real|original|rewrite|client|cluster-client|remote|host|http-method|method|true|envoy|amz-security|aws-ec2-metadata|google-metadata|metadata|proxy)(?:-|$)/;

/**
 * The headers that a plugin may send, by name in lower case.
 *
 * @throws `FetchRefusal` `FETCH_HEADER`
 */
export function requestHeaders(given: Readonly<Record<string, string>> = {}): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    const lower = name.toLowerCase();
    const known = allowed.has(lower) || (/^x-[a-z\d-]{1,62}$/.test(lower) && !misleading.test(lower));
    if (!known) {
      throw new FetchRefusal('FETCH_HEADER', `Plugins may not send the header "${name.slice(0, 64)}".`);
    }
    // Visible characters, blanks and tabs: a line break would begin a header of its own.
    if (
      typeof value !== 'string' ||
      value.length > 4_096 ||
      !/^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(value)
    ) {
      throw new FetchRefusal(
        'FETCH_HEADER',
        `The value of the header "${lower}" is not one that can be sent.`,
      );
    }
    headers[lower] = value;
  }
  return headers;
}
