const least = 24;

/** What to tell somebody whose Node.js is too old for a plugin’s tools, which would fail with a stack; `undefined`: it will do. */
export function oldNode(version: string): string | undefined {
  if (Number.parseInt(version, 10) >= least) return undefined;
  return `Plugins are written with Node.js ${least} or later; this is ${version}. Install a newer one from https://nodejs.org, or with your version manager, and run the command again.`;
}
