import type { InstallationDocument } from '../../database/index.ts';
import type { PluginVersion } from '../../plugins/index.ts';
import type { ChangeParts } from '../changes.ts';
import { InstallationError } from '../errors.ts';
import { isRunning } from '../installation-store.ts';
import type { Dependant } from '../types.ts';
import { checkRequirements, dependantsOf, inRange, lacksOf, type RequirementParts } from './requirements.ts';

type DependencyParts = Pick<ChangeParts, 'bot' | 'catalogue' | 'problems' | 'runtime' | 'store'>;

const problemCode = 'REQUIREMENT_MISSING';

/** What a guild's plugins need of the bot and of each other. */
export class Dependencies {
  readonly #parts: DependencyParts;

  constructor(parts: DependencyParts) {
    this.#parts = parts;
  }

  /** @throws `InstallationError` when the version could not run in the guild now */
  async check(guildId: string, version: PluginVersion): Promise<void> {
    checkRequirements(version, await this.#requirementParts(guildId));
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

  /**
   * Compares what the guild's enabled plugins need with what is there: what one lacks is among its problems, until it is there.
   * To be called after every change of what is enabled. Doing it again changes nothing.
   */
  async review(guildId: string): Promise<void> {
    const { problems, runtime } = this.#parts;
    const needy = runtime.live.of(guildId).filter(({ version }) => requiresServices(version));
    if (needy.length === 0) return;
    const [parts, shown] = await Promise.all([this.#requirementParts(guildId), problems.list(guildId)]);
    for (const { pluginId, version } of needy) {
      const lacks = lacksOf(version, parts);
      const message = lacks.map(({ summary }) => summary).join(' ');
      const known = shown.get(pluginId)?.find(({ code }) => code === problemCode);
      if ((known?.message ?? '') === message) continue;
      if (known) await problems.resolve(guildId, pluginId, problemCode);
      if (lacks.length === 0) continue;
      const remedy = lacks.map((lack) => lack.remedy).join(' ');
      await problems.record(guildId, pluginId, { code: problemCode, message, remedy });
    }
  }

  /** Who is switched off needs nothing. */
  async forget({ guildId, pluginId, hash }: InstallationDocument): Promise<void> {
    const version = this.#parts.catalogue.get(pluginId, hash);
    if (version && requiresServices(version)) {
      await this.#parts.problems.resolve(guildId, pluginId, problemCode);
    }
  }

  async #requirementParts(guildId: string): Promise<RequirementParts> {
    const { bot, catalogue, runtime, store } = this.#parts;
    const off = (await store.list(guildId)).filter(({ state }) => !isRunning(state));
    return {
      bot,
      catalogue,
      provider: (serviceId) => runtime.live.provider(guildId, serviceId)?.version,
      switchedOff: (serviceId) =>
        off.find(({ pluginId, hash }) => catalogue.get(pluginId, hash)?.manifest.offers === serviceId),
    };
  }
}

function requiresServices({ manifest }: PluginVersion): boolean {
  return manifest.uses.some(({ optional }) => !optional);
}
