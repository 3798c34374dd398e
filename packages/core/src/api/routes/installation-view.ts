import type { Installation } from '../../installations/types.ts';
import type { InstallationView } from '../contracts/installations.ts';

/** An installation as the API shows it. */
export function installationView(installation: Installation): InstallationView {
  const { guildId, pluginId, state, revision, version, consent, config, problems } = installation;
  return {
    guildId,
    pluginId,
    state,
    revision,
    plugin: {
      version: version.version,
      hash: version.hash,
      manifestHash: version.manifestHash,
      name: version.manifest.name,
      description: version.manifest.description,
      category: version.manifest.category,
      tier: version.tier,
      firstParty: version.firstParty,
    },
    consent: {
      manifestHash: consent.manifestHash,
      userId: consent.userId,
      at: consent.at.toISOString(),
      sharesContent: consent.sharesContent ?? false,
    },
    configRevision: config.number,
    installedAt: installation.installedAt.toISOString(),
    updatedAt: installation.updatedAt.toISOString(),
    updateTo: installation.updateTo ?? null,
    aliases: installation.aliases,
    pinned: installation.pinned,
    rollbackTo: installation.rollbackTo
      ? {
          version: installation.rollbackTo.version,
          hash: installation.rollbackTo.hash,
          until: installation.rollbackTo.until.toISOString(),
        }
      : null,
    shadow: installation.shadow
      ? { since: installation.shadow.since.toISOString(), until: installation.shadow.until.toISOString() }
      : null,
    killed: installation.killed
      ? { reason: installation.killed.reason, at: installation.killed.at.toISOString() }
      : null,
    problems: problems.map((problem) => ({
      id: problem.id,
      code: problem.code,
      message: problem.message,
      remedy: problem.remedy ?? null,
      piece: problem.piece ?? null,
      count: problem.count,
      firstAt: problem.firstAt.toISOString(),
      lastAt: problem.lastAt.toISOString(),
    })),
  };
}
