import type { Actor } from '../audit/types.ts';
import { carriedAliases, isCommandName } from '../commands/index.ts';
import type { InstallationDocument } from '../database/index.ts';
import type { ChangeParts, Changes } from './changes.ts';
import { InstallationError } from './errors.ts';
import { isRunning } from './installation-store.ts';
import type { Installation } from './types.ts';

export interface CommandNamesParts extends Pick<ChangeParts, 'store' | 'syncCommands'> {
  readonly changes: Changes;
  /** The names of a guild's commands, as they are planned now. */
  readonly commandNames: (guildId: string) => readonly string[];
  readonly apply: (document: InstallationDocument) => Promise<void>;
}

/** Names that guilds' admins choose for commands. */
export class CommandNames {
  readonly #parts: CommandNamesParts;
  /** Of the installations that run in this process. */
  readonly #aliases = new Map<string, Readonly<Record<string, string>>>();

  constructor(parts: CommandNamesParts) {
    this.#parts = parts;
  }

  /** By the names in the manifest. */
  of(guildId: string, pluginId: string): Readonly<Record<string, string>> {
    return this.#aliases.get(`${guildId}:${pluginId}`) ?? {};
  }

  remember({ guildId, pluginId, aliases, state }: InstallationDocument): void {
    const key = `${guildId}:${pluginId}`;
    if (!isRunning(state)) this.#aliases.delete(key);
    else if (aliases) this.#aliases.set(key, aliases);
  }

  async choose(
    current: InstallationDocument,
    command: string,
    alias: string | null,
    actor: Actor,
  ): Promise<Installation> {
    const { apply, changes, commandNames, store, syncCommands } = this.#parts;
    const { guildId, pluginId } = current;
    const { manifest } = changes.versions.of(current);
    const piece = manifest.pieces.find((one) => one.kind === 'command' && one.name === command);
    if (piece?.kind !== 'command') {
      throw new InstallationError('STATE_CONFLICT', `${pluginId} has no command "${command}".`);
    }
    const former = carriedAliases(manifest, current.aliases ?? {})[command];
    if (alias === (former ?? null)) return changes.whole(current);
    if (alias !== null && !isCommandName(alias)) {
      throw new InstallationError(
        'STATE_CONFLICT',
        `"${alias}" can't be the name of a command: 1 to 32 small letters, digits, - and _.`,
      );
    }
    if (alias !== null && commandNames(guildId).includes(alias)) {
      throw new InstallationError('STATE_CONFLICT', `/${alias} is taken here. Choose another name.`);
    }
    const today = new Set(manifest.pieces.map((one) => (one.kind === 'command' ? one.name : undefined)));
    const renamed = new Set([command, ...(piece.formerly ?? []).filter((old) => !today.has(old))]);
    const others = Object.entries(current.aliases ?? {}).filter(([name]) => !renamed.has(name));
    const aliases = Object.fromEntries(alias === null ? others : [...others, [command, alias]]);
    const changed = await store.change(current, { aliases });
    await apply(changed);
    await syncCommands(guildId);
    await changes.record(guildId, actor, 'command.renamed', `${pluginId}/${command}`, former, alias);
    return changes.changed(changed, 'configured');
  }
}
