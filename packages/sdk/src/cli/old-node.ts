const least = 24;

/** What to tell somebody whose Node.js is too old, before anything is loaded that would fail on it with a stack; `undefined`: it will do. */
export function oldNode(version: string): string | undefined {
  if (Number.parseInt(version, 10) >= least) return undefined;
  return `guildhall-sdk needs Node.js ${least} or later; this is ${version}. Install a newer one from https://nodejs.org, or with your version manager, then run \`npm install\` and the command again.`;
}
