import type { Internet } from '@guildhall/core';

/** Has to be public for the host to go on. Nobody is asked there. */
const publicAddress = '93.184.215.14';

/** An internet that is one function, with the standard's own request and response. */
export function internetOf(
  answer: ((request: Request) => Response | Promise<Response>) | undefined,
): Internet {
  return {
    resolve: async () => [publicAddress],
    async send({ url, method, headers, body }) {
      if (!answer) throw Object.assign(new Error('no internet in tests'), { code: 'NO_INTERNET_IN_TESTS' });
      const response = await answer(
        new Request(url, { method, headers, ...(body === undefined ? {} : { body: Buffer.from(body) }) }),
      );
      const { status } = response;
      return { status, headers: Object.fromEntries(response.headers), body: await response.bytes() };
    },
  };
}
