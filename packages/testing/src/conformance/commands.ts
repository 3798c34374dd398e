import type { OptionValue } from '@guildhall/discord-simulator';
import type { ManifestCommand, ManifestCommandOption } from '@guildhall/sdk/host';
import type { Stimulus, Trial } from './trial.ts';
import { textChannel } from './trial.ts';

/** The guild's owner uses each command, each of its autocompletes and each menu entry. */
export function commands(trial: Trial): Stimulus[] {
  const { guild, ana, bob } = trial.scene;
  return trial.manifest.pieces.flatMap((piece): Stimulus[] => {
    switch (piece.kind) {
      case 'command':
        return slashCommand(trial, piece);
      case 'userMenu':
        return [
          { name: `the menu entry "${piece.name}"`, act: () => guild.owner.contextMenu(piece.name, bob) },
        ];
      case 'messageMenu':
        return [
          {
            name: `the menu entry "${piece.name}"`,
            act: async () => guild.owner.contextMenu(piece.name, await ana.in(textChannel).say('look at me')),
          },
        ];
      default:
        return [];
    }
  });
}

function slashCommand({ scene }: Trial, command: ManifestCommand): Stimulus[] {
  const { owner } = scene.guild;
  const forms =
    command.subcommands.length > 0
      ? command.subcommands.map((sub) => ({
          path: [command.name, sub.group?.name, sub.name].filter(Boolean).join(' '),
          options: sub.options,
        }))
      : [{ path: command.name, options: command.options }];
  return forms.flatMap(({ path, options }) => {
    const values: Record<string, OptionValue> = {};
    for (const option of options) values[option.name] = sampleOption(option, scene);
    return [
      { name: `/${path}`, act: () => owner.run(path, values) },
      ...options.flatMap((option): Stimulus[] => {
        if (!option.autocomplete) return [];
        const { [option.name]: _, ...others } = values;
        return [
          {
            name: `/${path} while "${option.name}" is typed`,
            act: () => owner.autocomplete(path, option.name, 'a', others).then(() => undefined),
          },
        ];
      }),
    ];
  });
}

function sampleOption(option: ManifestCommandOption, scene: Trial['scene']): OptionValue {
  const [choice] = option.choices ?? [];
  if (choice) return choice.value;
  switch (option.type) {
    case 'integer':
    case 'number':
      return Math.min(Math.max(1, option.minValue ?? 1), option.maxValue ?? Number.MAX_SAFE_INTEGER);
    case 'boolean':
      return true;
    case 'user':
    case 'mentionable':
      return scene.bob;
    case 'channel':
      return scene.guild.channel(textChannel);
    case 'role':
      return scene.guild.role('@everyone');
    case 'attachment':
      return { name: 'sample.txt', data: Buffer.from('sample') };
    case 'string':
      return 'a'.repeat(Math.max(1, option.minLength ?? 1));
  }
}
