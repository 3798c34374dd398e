const mention = /<(@!?|@&|#)(\d{15,20})>/g;

export interface Names {
  member(id: string): string | undefined;
  channel(id: string): string | undefined;
  role(id: string): string | undefined;
}

/** Members that a text mentions. */
export function membersMentionedIn(text: string): readonly string[] {
  return [...text.matchAll(mention)].flatMap(([, sign = '', id = '']) => (/^@!?$/.test(sign) ? [id] : []));
}

/** A text with its mentions as Discord shows them: `@Bob`, `#general`. Whoever is not here stays an id. */
export function readableMentions(text: string, names: Names): string {
  return text.replaceAll(mention, (whole, sign: string, id: string) => {
    if (sign === '#') return withSign('#', names.channel(id)) ?? whole;
    return withSign('@', sign === '@&' ? names.role(id) : names.member(id)) ?? whole;
  });
}

function withSign(sign: string, name: string | undefined): string | undefined {
  return name === undefined ? undefined : `${sign}${name.replace(/^@/, '')}`;
}
