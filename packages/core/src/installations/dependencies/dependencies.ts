import type { InstallationDocument } from '../../database/index.ts';
import type { PluginVersion } from '../../plugins/index.ts';
import type { ChangeParts } from '../changes.ts';
import { InstallationError } from '../errors.ts';
import { isRunning } from '../installation-store.ts';
import type { Dependant } from '../types.ts';
import { checkRequirements, dependantsOf, inRange, type RequirementParts } from './requirements.ts';

/** What a guild's plugins need of the bot and of each other. */
export class Dependencies {
  readonly #parts: Pick<ChangeParts, 'bot' | 'catalogue' | 'problems' | 'runtime'>;

  constructor(parts: Pick<ChangeParts, 'bot' | 'catalogue' | 'problems' | 'runtime'>) {
    this.#parts = parts;
  }

  /** @throws `InstallationError` when the version could not run in the guild now */
  check(guildId: string, version: PluginVersion): void {
    const { bot, catalogue, runtime } = this.#parts;
    const parts: RequirementParts = {
      bot,
      catalogue,
      provider: (serviceId) => runtime.live.provider(guildId, serviceId)?.version,
    };
    checkRequirements(version, parts);
  }

  /** Enabled plugins of the guild that call the service of this version. */
  of(guildId: string, version: PluginVersion): readonly Dependant[] {
    return dependantsOf(
      version,
      this.#parts.runtime.live.of(guildId).map((live) => live.version),
    );
  }

  /** @throws `InstallationError` `REQUIREMENT_MISSING` when somebody here needs what is to be uninstalled */
  refuseWhileNeeded(current: InstallationDocument): void {
    const version = this.#parts.catalogue.get(current.pluginId, current.hash);
    if (!version || !isRunning(current.state)) return;
    const needing = this.of(current.guildId, version).filter(({ optional }) => !optional);
    if (needing.length === 0) return;
    const who = needing.map(({ pluginId }) => pluginId).join(', ');
    throw new InstallationError(
      'REQUIREMENT_MISSING',
      `${current.pluginId} is needed here by ${who}. Disable or uninstall ${who} first, or disable ${current.pluginId} instead.`,
    );
  }

  /** @throws `InstallationError` `REQUIREMENT_MISSING` when somebody here needs the service of `held` and could not use that of `next` */
  refuseToLeaveBehind(guildId: string, held: PluginVersion, next: PluginVersion): void {
    const left = this.of(guildId, held).filter(
      ({ optional, range }) =>
        !optional && (next.manifest.offers !== held.manifest.offers || !inRange(next, range)),
    );
    if (left.length === 0) return;
    const who = left.map((one) => `${one.pluginId} (${one.range ?? 'any version'})`).join(', ');
    throw new InstallationError(
      'REQUIREMENT_MISSING',
      `${who} could not work with ${held.id} ${next.version}. Update or disable that first.`,
    );
  }

  /** Those who need it see among their problems who has left them, until it is back. */
  async tellDependants({ guildId, pluginId, hash, state }: InstallationDocument): Promise<void> {
    const { catalogue, problems } = this.#parts;
    const version = catalogue.get(pluginId, hash);
    if (!version) return;
    for (const dependant of this.of(guildId, version)) {
      const code = 'REQUIREMENT_MISSING';
      await problems.resolve(guildId, dependant.pluginId, code);
      if (dependant.optional || isRunning(state)) continue;
      await problems.record(guildId, dependant.pluginId, {
        code,
        message: `${dependant.pluginId} needs the service "${version.manifest.offers}" of ${pluginId}, which is ${state}.`,
        remedy: `Enable ${pluginId} again.`,
      });
    }
  }
}
