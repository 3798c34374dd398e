import type { CommandForm } from '../command-form.ts';
import { readCommand } from '../command-form.ts';
import type { Application, Command, CommandPermissions, Snowflake } from '../entities.ts';
import { pairKey } from '../entities.ts';
import { badField, refuse } from '../errors.ts';
import { limits } from '../limits.ts';
import type { World } from '../world.ts';

type Fields = Record<string, unknown>;

export function commandsOf(world: World, applicationId: Snowflake, guildId: Snowflake | null): Command[] {
  return world.tables.command.by('scope', `${applicationId}:${guildId ?? 'global'}`);
}

export function commandOf(
  world: World,
  applicationId: Snowflake,
  guildId: Snowflake | null,
  id: Snowflake,
): Command {
  const command = world.tables.command.get(id);
  if (!command || command.application_id !== applicationId || command.guild_id !== guildId)
    throw refuse(10063);
  return command;
}

function same(command: Command, form: CommandForm): boolean {
  const { id, application_id, guild_id, version, ...own } = command;
  return JSON.stringify(sorted(own)) === JSON.stringify(sorted(form));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, it]) => it !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, it]) => [key, sorted(it)]),
  );
}

/** Counts new commands: 200 a day in each scope (30034). */
function countCreations(
  world: World,
  applicationId: Snowflake,
  guildId: Snowflake | null,
  created: number,
): void {
  if (created === 0) return;
  const application = world.tables.application.get(applicationId);
  if (!application) throw refuse(10063);
  const scope = guildId ?? 'global';
  const now = world.now();
  const known = application.command_creations[scope];
  const counted = known && now - known.since < 86_400_000 ? known : { since: now, count: 0 };
  if (counted.count + created > limits.commandCreationsPerDay) throw refuse(30034);
  world.tables.application.put({
    ...application,
    command_creations: {
      ...application.command_creations,
      [scope]: { since: counted.since, count: counted.count + created },
    },
  });
}

function write(
  world: World,
  application: Application,
  guildId: Snowflake | null,
  form: CommandForm,
  existing?: Command,
): Command {
  if (existing && same(existing, form)) return existing;
  const version = world.ids.next();
  return world.tables.command.put({
    ...form,
    id: existing?.id ?? version,
    application_id: application.id,
    guild_id: guildId,
    version,
  });
}

function tell(world: World, applicationId: Snowflake, guildId: Snowflake | null): void {
  world.emit({
    type: 'commandsUpdate',
    applicationId,
    guildId,
    commands: commandsOf(world, applicationId, guildId),
  });
}

/** Makes a command, or replaces the one of the same type and name. `created` tells which. */
export function upsertCommand(
  world: World,
  application: Application,
  guildId: Snowflake | null,
  body: Fields,
): { command: Command; created: boolean } {
  const form = readCommand(body);
  const all = commandsOf(world, application.id, guildId);
  const existing = all.find((it) => it.type === form.type && it.name === form.name);
  if (!existing) {
    const most = limits.commandsPerScope[form.type] ?? 100;
    if (all.filter((it) => it.type === form.type).length >= most) throw refuse(30032);
    countCreations(world, application.id, guildId, 1);
  }
  const command = write(world, application, guildId, form, existing);
  tell(world, application.id, guildId);
  return { command, created: !existing };
}

/** Replaces all commands of a scope. Those that did not change keep id and version: doing it twice does nothing. */
export function overwriteCommands(
  world: World,
  application: Application,
  guildId: Snowflake | null,
  bodies: Fields[],
): Command[] {
  const forms = bodies.map((body, index) => readCommand(body, [index]));
  const seen = new Set<string>();
  forms.forEach((form, index) => {
    const key = `${form.type}:${form.name}`;
    if (seen.has(key)) {
      throw badField(
        [index, 'name'],
        'APPLICATION_COMMANDS_DUPLICATE_NAME',
        'Application command names must be unique',
      );
    }
    seen.add(key);
  });
  for (const [type, most] of Object.entries(limits.commandsPerScope)) {
    if (forms.filter((form) => form.type === Number(type)).length > most) throw refuse(30032);
  }
  const all = commandsOf(world, application.id, guildId);
  const existingOf = (form: CommandForm) => all.find((it) => it.type === form.type && it.name === form.name);
  countCreations(world, application.id, guildId, forms.filter((form) => !existingOf(form)).length);
  for (const command of all) {
    if (!seen.has(`${command.type}:${command.name}`)) forget(world, command);
  }
  const written = forms.map((form) => write(world, application, guildId, form, existingOf(form)));
  tell(world, application.id, guildId);
  return written;
}

export function editCommand(
  world: World,
  application: Application,
  guildId: Snowflake | null,
  id: Snowflake,
  body: Fields,
): Command {
  const before = commandOf(world, application.id, guildId, id);
  const form = readCommand({ ...body, type: before.type }, [], before);
  const clash = commandsOf(world, application.id, guildId).some(
    (it) => it.id !== id && it.type === form.type && it.name === form.name,
  );
  if (clash) throw refuse(40041);
  const command = write(world, application, guildId, form, before);
  tell(world, application.id, guildId);
  return command;
}

export function deleteCommand(
  world: World,
  application: Application,
  guildId: Snowflake | null,
  id: Snowflake,
): void {
  forget(world, commandOf(world, application.id, guildId, id));
  tell(world, application.id, guildId);
}

function forget(world: World, command: Command): void {
  world.tables.command.delete(command.id);
  for (const permissions of [...world.tables.commandPermissions.values()]) {
    if (permissions.id === command.id)
      world.tables.commandPermissions.delete(pairKey(permissions.guild_id, command.id));
  }
}

/** Who may use a command (or, under the application's id, all of its commands) in a guild, as its admins set it. */
export function setCommandPermissions(
  world: World,
  applicationId: Snowflake,
  guildId: Snowflake,
  id: Snowflake,
  permissions: CommandPermissions['permissions'],
): CommandPermissions {
  if (permissions.length > 100)
    throw badField(['permissions'], 'BASE_TYPE_MAX_LENGTH', 'Must be 100 or fewer in length.');
  const written = world.tables.commandPermissions.put({
    id,
    application_id: applicationId,
    guild_id: guildId,
    permissions,
  });
  world.emit({ type: 'commandPermissionsUpdate', permissions: written });
  return written;
}
