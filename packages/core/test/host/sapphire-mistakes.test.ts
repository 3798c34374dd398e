import { PluginDefinitionError } from '@guildhall/sdk';
import { Command, Listener, Precondition } from '@sapphire/framework';
import { PermissionFlagsBits } from 'discord.js';
import { expect, it } from 'vitest';
import { basics, definePlugin, manifestOf } from './scene.ts';

const plugin = definePlugin({ ...basics, id: 'mistaken' });
const listening = (event: string, more: object = {}) =>
  class extends Listener {
    constructor(context: Listener.LoaderContext, options: Listener.Options) {
      super(context, { ...options, event, ...more });
    }
    override run(): void {}
  };
const registering = (register: (registry: Command.Registry) => unknown, methods: object = {}) => {
  class Registering extends Command {
    override registerApplicationCommands(registry: Command.Registry): Promise<void> | void {
      return register(registry) as Promise<void> | void;
    }
  }
  Object.assign(Registering.prototype, methods);
  return Registering;
};
const ping = (name: string) => (registry: Command.Registry) =>
  registry.registerChatInputCommand((builder) => builder.setName(name).setDescription('Ping'));
const answering = { chatInputRun: () => undefined };

function codesOf(...pieces: ReturnType<typeof plugin.sapphire>[]): readonly string[] {
  try {
    return plugin.build(...pieces).warnings.map(({ code }) => code);
  } catch (error) {
    if (!(error instanceof PluginDefinitionError)) throw error;
    return error.mistakes.map(({ code }) => code);
  }
}

it.each([
  [
    'a precondition among the commands',
    plugin.sapphire('commands/x', Precondition as never),
    'SAPPHIRE_STORE',
  ],
  [
    'a folder that Sapphire has not',
    plugin.sapphire('routes/x' as never, Command as never),
    'SAPPHIRE_STORE',
  ],
  ['an event of no guild', plugin.sapphire('listeners/ready', listening('clientReady')), 'EVENT_UNKNOWN'],
  [
    'an event without its capability',
    plugin.sapphire('listeners/x', listening('messageCreate')),
    'CAPABILITY_MISSING',
  ],
  [
    'a listener of another emitter',
    plugin.sapphire('listeners/x', listening('exit', { emitter: process })),
    'SAPPHIRE_EMITTER',
  ],
  [
    'commands that depend on something that is waited for',
    plugin.sapphire(
      'commands/x',
      registering((registry) => Promise.resolve().then(() => void ping('x')(registry)), answering),
    ),
    'SAPPHIRE_FAILED',
  ],
  [
    'a constructor that throws',
    plugin.sapphire(
      'commands/x',
      class extends Command {
        constructor(context: Command.LoaderContext) {
          super(context);
          throw new Error('no');
        }
      },
    ),
    'SAPPHIRE_FAILED',
  ],
  ['a command that nothing answers', plugin.sapphire('commands/x', registering(ping('x'))), 'COMMAND_SHAPE'],
  [
    'a command that nobody can call',
    plugin.sapphire(
      'commands/x',
      registering(() => undefined, answering),
    ),
    'SAPPHIRE_UNREGISTERED',
  ],
  [
    'a command for some guilds',
    plugin.sapphire(
      'commands/x',
      registering(
        (registry) =>
          registry.registerChatInputCommand((builder) => builder.setName('x').setDescription('x'), {
            guildIds: ['100000000000000000'],
          }),
        answering,
      ),
    ),
    'SAPPHIRE_GUILD_IDS',
  ],
  [
    'a name in another language',
    plugin.sapphire(
      'commands/x',
      registering(
        (registry) =>
          registry.registerChatInputCommand((builder) =>
            builder.setName('x').setDescription('x').setNameLocalizations({ fr: 'y' }),
          ),
        answering,
      ),
    ),
    'SAPPHIRE_DROPPED',
  ],
])('%s is named', (_what, piece, code) => {
  expect(codesOf(piece)).toEqual([code]);
});

it('two commands of one name are named', () => {
  const sdk = plugin.command({ name: 'x', description: 'X', run: () => undefined });
  expect(() => plugin.build(sdk, plugin.sapphire('commands/y', registering(ping('x'), answering)))).toThrow(
    /DUPLICATE_NAME/,
  );
});

it('default permissions are the names of their bits, whatever they are', () => {
  for (const [name, bit] of Object.entries(PermissionFlagsBits)) {
    const registered = registering(
      (registry) =>
        registry.registerChatInputCommand((builder) =>
          builder.setName('x').setDescription('x').setDefaultMemberPermissions(bit),
        ),
      answering,
    );
    const { pieces } = manifestOf(plugin.build(plugin.sapphire('commands/x', registered)));
    const command = pieces.find((piece) => piece.kind === 'command');
    // Two names of the table stand for one bit.
    const names = Object.entries(PermissionFlagsBits).flatMap(([other, same]) =>
      same === bit ? [other] : [],
    );
    expect(names, name).toContain(command?.permissions?.[0]);
  }
});
