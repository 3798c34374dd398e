/** Ids by their ends and tokens by their beginnings: what a route is should fit on its line, and no token be read from a screen. */
export function shortTitle(title: string): string {
  return title
    .replaceAll(/\d{15,20}(?![\w-])/g, (id) => `…${id.slice(-4)}`)
    .replaceAll(/[\w-]{30,}/g, (token) => `${token.slice(0, 4)}…`);
}
