import type { ButtonPiece, SelectPiece } from '@guildhall/sdk/host';
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
      const message = await writeAsBot(trial, component);
      stimuli.push({
        name: `the button "${piece.name}"`,
        act: () => owner.click(message, component.custom_id),
      });
    }
    if (piece.kind === 'select') {
      const look = piece.of === 'string' ? { options: [{ label: 'A', value: 'a' }] } : {};
      const component = (piece as SelectPiece).with(parameters(trial, piece), look as never);
      const message = await writeAsBot(trial, component);
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

async function writeAsBot({ stage, ...trial }: Trial, component: unknown): Promise<{ readonly id: string }> {
  const { discord } = stage;
  const answer = await fetch(`${discord.api}/v10/channels/${idsOf({ stage, ...trial }).channel}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${discord.application().token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ content: 'sample', components: [{ type: 1, components: [component] }] }),
  });
  if (!answer.ok) throw new Error(`Discord refused a sample of a component: ${await answer.text()}`);
  return (await answer.json()) as { id: string };
}
