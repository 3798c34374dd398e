import { has, memberGuild, permissionsInGuild } from '../../world/access.ts';
import {
  commandOf,
  commandsOf,
  deleteCommand,
  editCommand,
  overwriteCommands,
  setCommandPermissions,
  upsertCommand,
} from '../../world/actions/index.ts';
import type { CommandPermissions } from '../../world/entities.ts';
import { pairKey } from '../../world/entities.ts';
import { refuse } from '../../world/errors.ts';
import { P } from '../../world/permissions.ts';
import { commandView } from '../../world/views/index.ts';
import { readBoolean } from '../query.ts';
import type { RestRequest, Route } from '../router.ts';
import { Answer, routes } from '../router.ts';

/** An application touches its own commands only. */
function own({ application, params }: RestRequest) {
  if (params.application_id !== application.id) throw refuse(20012);
  return application;
}

/** The guild of the address, where the application must have been added; `null` for global commands. */
function scope(request: RestRequest): string | null {
  const id = request.params.guild_id;
  if (id === undefined) return null;
  if (!request.world.tables.guild.has(id)) throw refuse(10004);
  const installation = request.world.tables.installation.get(pairKey(id, request.application.id));
  if (!installation?.scopes.includes('applications.commands')) throw refuse(50001);
  return id;
}

function commandRoutesAt(base: string): Route[] {
  return routes(
    [
      'GET',
      base,
      (request) => {
        const application = own(request);
        const localizations = readBoolean(request.query, 'with_localizations');
        return commandsOf(request.world, application.id, scope(request)).map((it) =>
          commandView(it, localizations),
        );
      },
    ],
    [
      'POST',
      base,
      (request) => {
        const { command, created } = upsertCommand(request.world, own(request), scope(request), request.body);
        return new Answer(created ? 201 : 200, commandView(command, true));
      },
    ],
    [
      'PUT',
      base,
      (request) =>
        overwriteCommands(
          request.world,
          own(request),
          scope(request),
          request.list as Record<string, unknown>[],
        ).map((it) => commandView(it, true)),
    ],
    [
      'GET',
      `${base}/{command_id}`,
      (request) =>
        commandView(
          commandOf(request.world, own(request).id, scope(request), request.params.command_id ?? ''),
          true,
        ),
    ],
    [
      'PATCH',
      `${base}/{command_id}`,
      (request) =>
        commandView(
          editCommand(
            request.world,
            own(request),
            scope(request),
            request.params.command_id ?? '',
            request.body,
          ),
          true,
        ),
    ],
    [
      'DELETE',
      `${base}/{command_id}`,
      (request) =>
        deleteCommand(request.world, own(request), scope(request), request.params.command_id ?? ''),
    ],
  );
}

const inGuild = '/applications/{application_id}/guilds/{guild_id}/commands';

export const commandRoutes: Route[] = [
  ...commandRoutesAt('/applications/{application_id}/commands'),
  ...commandRoutesAt(inGuild),
  ...routes(
    [
      'GET',
      `${inGuild}/permissions`,
      (request) => {
        const application = own(request);
        return request.world.tables.commandPermissions
          .by('guild', scope(request) ?? '')
          .filter((it) => it.application_id === application.id);
      },
    ],
    [
      'GET',
      `${inGuild}/{command_id}/permissions`,
      (request) => {
        own(request);
        const found = request.world.tables.commandPermissions.get(
          pairKey(scope(request) ?? '', request.params.command_id ?? ''),
        );
        if (!found) throw refuse(10066);
        return found;
      },
    ],
    [
      'PUT',
      `${inGuild}/{command_id}/permissions`,
      (request) => {
        const application = request.world.tables.application.get(request.params.application_id ?? '');
        if (!application) throw refuse(20012);
        // Only a person may do this, with the scope and as an admin of the guild.
        if (!request.scopes.includes('applications.commands.permissions.update')) throw refuse(50025);
        const guild = memberGuild(request.world, request.actor, request.params.guild_id ?? '');
        const permissions = permissionsInGuild(request.world, request.actor.userId, guild.id);
        if (!has(permissions, P.ManageGuild | P.ManageRoles)) throw refuse(50013);
        return setCommandPermissions(
          request.world,
          application.id,
          guild.id,
          request.params.command_id ?? '',
          (request.body.permissions ?? []) as CommandPermissions['permissions'],
        );
      },
      { auth: 'any' },
    ],
  ),
];
