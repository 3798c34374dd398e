import { SdkError } from '../errors.ts';

/** One thing wrong with a plugin's definition. */
export interface Mistake {
  /** Stable, e.g. `DUPLICATE_NAME`. */
  readonly code: string;
  /** A warning doesn't keep the plugin from being built. */
  readonly severity: 'error' | 'warning';
  /** The part of the plugin: `command "rank"`, `config.threshold`, `locales.fr`. */
  readonly where: string;
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
}

/** Gathers mistakes, so that an author sees all of them at once. */
export type Report = (
  mistake: Omit<Mistake, 'severity'> & { readonly severity?: Mistake['severity'] },
) => void;

/** One mistake in three lines, for a terminal. */
export function formatMistake(mistake: Mistake): string {
  return `${mistake.where}: ${mistake.what} [${mistake.code}]\n   why: ${mistake.why}\n   try: ${mistake.remedy}`;
}

/** Thrown by `build` with every mistake of a plugin. `code`: `PLUGIN_DEFINITION`. */
export class PluginDefinitionError extends SdkError {
  readonly pluginId: string;
  readonly mistakes: readonly Mistake[];

  constructor(pluginId: string, mistakes: readonly Mistake[]) {
    const count = mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`;
    const list = mistakes.map((mistake, index) => `${index + 1}. ${formatMistake(mistake)}`).join('\n');
    super('PLUGIN_DEFINITION', `Plugin "${pluginId}" has ${count}:\n${list}`);
    this.pluginId = pluginId;
    this.mistakes = mistakes;
  }
}
