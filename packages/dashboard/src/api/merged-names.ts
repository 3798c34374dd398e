interface Names<Member> {
  readonly members: Readonly<Record<string, Member>>;
  readonly channels: Readonly<Record<string, string>>;
  readonly roles: Readonly<Record<string, string>>;
}

/** The names of the ids in all pages of a list: each page brings those of its own items. */
export function mergedNames<Member>(pages: readonly { readonly names: Names<Member> }[]): {
  members: Record<string, Member>;
  channels: Record<string, string>;
  roles: Record<string, string>;
} {
  return {
    members: Object.assign({}, ...pages.map(({ names }) => names.members)),
    channels: Object.assign({}, ...pages.map(({ names }) => names.channels)),
    roles: Object.assign({}, ...pages.map(({ names }) => names.roles)),
  };
}
