import type { GuildSettings } from '../../database/index.ts';
import { type GuildSettingsPatch, SettingsRevisionError } from '../../guilds/index.ts';
import { type Route, route } from '../contract/route.ts';
import {
  type GuildSettingsView,
  getGuildSettings,
  updateGuildSettings,
} from '../contracts/guild-settings.ts';
import { type FieldError, RequestProblem } from '../problems/request-problem.ts';
import type { ProblemLanguage } from '../problems/texts.ts';
import type { ApiServices } from '../services.ts';
import { byDashboard } from './by-dashboard.ts';
import type { RouteDependencies } from './dependencies.ts';

export function guildSettingsRoutes({ services }: RouteDependencies): Route[] {
  return [
    route(getGuildSettings).handle(async ({ params }) => {
      const settings = await services().settings.get(params.guildId);
      return { status: 200, body: view(settings), revision: settings.revision };
    }),
    route(updateGuildSettings).handle(async ({ params, body, ifMatch, session, access, language }) => {
      // Who may manage is not for managers to decide: they could hand the guild to anybody.
      if (body.managerRoles && access === 'manager') throw new RequestProblem('administrator_required');
      const { settings, audit } = services();
      const changes = given(body);
      const errors = wrongSettings(services(), params.guildId, changes, language);
      if (errors.length > 0) throw new RequestProblem('settings_invalid', { errors });
      const before = await settings.get(params.guildId);
      const changed = await settings.update(params.guildId, changes, ifMatch).catch((error: unknown) => {
        throw error instanceof SettingsRevisionError ? new RequestProblem('revision_mismatch') : error;
      });
      const names = Object.keys(changes) as (keyof GuildSettingsPatch)[];
      const only = (all: GuildSettings) => Object.fromEntries(names.map((name) => [name, all[name]]));
      await audit.record({
        guildId: params.guildId,
        actor: byDashboard(session),
        action: 'settings.updated',
        before: only(before),
        after: only(changed),
      });
      return { status: 200, body: view(changed), revision: changed.revision };
    }),
  ];
}

type Given = { [K in keyof GuildSettingsPatch]: GuildSettingsPatch[K] | undefined };

/** What the body names; a key with no value names nothing. */
function given(body: Given): GuildSettingsPatch {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

function view({ language, timezone, managerRoles, logChannel, revision }: GuildSettings): GuildSettingsView {
  return {
    language: language === 'fr' ? 'fr' : 'en',
    timezone,
    managerRoles: [...managerRoles],
    logChannel,
    revision,
  };
}

const messages = {
  en: {
    unknown_timezone: 'There is no such time zone; write it like Europe/Paris.',
    unknown_role: 'There is no such role in this guild.',
    everyone_role: 'That would let every member manage the guild.',
    unknown_channel: 'There is no such channel in this guild.',
    not_a_text_channel: 'Reports need a text or announcement channel.',
    bot_cannot_send: 'The bot cannot see that channel or write in it.',
  },
  fr: {
    unknown_timezone: 'Ce fuseau horaire n’existe pas ; écrivez-le comme Europe/Paris.',
    unknown_role: 'Ce rôle n’existe pas sur ce serveur.',
    everyone_role: 'Cela laisserait chaque membre gérer le serveur.',
    unknown_channel: 'Ce salon n’existe pas sur ce serveur.',
    not_a_text_channel: 'Les rapports demandent un salon textuel ou d’annonces.',
    bot_cannot_send: 'Le bot ne peut pas voir ce salon ou y écrire.',
  },
} as const satisfies Record<ProblemLanguage, Record<string, string>>;

function wrongSettings(
  { directory }: ApiServices,
  guildId: string,
  changes: GuildSettingsPatch,
  language: ProblemLanguage,
): FieldError[] {
  const errors: FieldError[] = [];
  const add = (pointer: string, code: keyof (typeof messages)['en']) =>
    errors.push({ in: 'body', pointer, code, message: messages[language][code] });
  if (changes.timezone !== undefined && !isTimeZone(changes.timezone)) add('/timezone', 'unknown_timezone');
  const roles = new Set(directory.roles(guildId).map((role) => role.id));
  for (const [index, roleId] of (changes.managerRoles ?? []).entries()) {
    // The role that everybody has carries the guild's own id.
    if (roleId === guildId) add(`/managerRoles/${index}`, 'everyone_role');
    else if (!roles.has(roleId)) add(`/managerRoles/${index}`, 'unknown_role');
  }
  if (changes.logChannel) {
    const channel = directory.channels(guildId).find(({ id }) => id === changes.logChannel);
    const canWrite = 0x400n | 0x800n;
    if (!channel) add('/logChannel', 'unknown_channel');
    else if (channel.type !== 'text' && channel.type !== 'announcement')
      add('/logChannel', 'not_a_text_channel');
    else if ((channel.botPermissions & canWrite) !== canWrite) add('/logChannel', 'bot_cannot_send');
  }
  return errors;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    // RangeError is how Intl says no.
    return false;
  }
}
