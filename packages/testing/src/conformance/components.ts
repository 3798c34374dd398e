import type { ButtonPiece, SelectPiece } from '@guildhall/sdk/host';
import { writeAsBot } from '../write-as-bot.ts';
import { sampleParameter } from './sample.ts';
import { idsOf, type Stimulus, type Trial } from './trial.ts';

/** The owner uses each button and menu, on a message of the bot as the plugin would have written it. */
export async function components(trial: Trial): Promise<Stimulus[]> {
  const { owner } = trial.scene.guild;
  const ids = idsOf(trial);
  const chosen = { string: 'a', user: ids.member, role: ids.role, channel: ids.channel };
  const stimuli: Stimulus[] = [];
  for (const piece of trial.plugin.pieces) {
    if (piece.kind === 'button') {
      const component = (piece as ButtonPiece).with(parameters(trial, piece), { label: 'Sample' });
      const message = await writeAsBot(trial.stage.discord, ids.channel, component);
      stimuli.push({
        name: `the button "${piece.name}"`,
        act: () => owner.click(message, component.custom_id),
      });
    }
    if (piece.kind === 'select') {
      const look = piece.of === 'string' ? { options: [{ label: 'A', value: 'a' }] } : {};
      const component = (piece as SelectPiece).with(parameters(trial, piece), look as never);
      const message = await writeAsBot(trial.stage.discord, ids.channel, component);
      stimuli.push({
        name: `the menu "${piece.name}"`,
        act: () => owner.select(message, component.custom_id, [chosen[piece.of]]),
      });
    }
  }
  return stimuli;
}

function parameters(trial: Trial, piece: { readonly kind: string; readonly name: string }) {
  const described = trial.manifest.pieces.find(
    ({ kind, name }) => kind === piece.kind && name === piece.name,
  );
  const ids = idsOf(trial);
  return Object.fromEntries(
    (described && 'parameters' in described ? described.parameters : []).map((parameter) => [
      parameter.name,
      sampleParameter(parameter, ids),
    ]),
  );
}
