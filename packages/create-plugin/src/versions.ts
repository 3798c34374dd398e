import type { TemplateValues } from './fill-template.ts';

/** Versions that a new plugin starts with; a test holds them equal to what this repository uses. */
export const versions: Pick<TemplateValues, 'sdk' | 'discordJs' | 'typescript' | 'vitest' | 'nodeTypes'> = {
  sdk: '^0.1.0',
  discordJs: '^14.28.1',
  typescript: '~7.0.2',
  vitest: '^5.1.0',
  nodeTypes: '^26.6.6',
};
