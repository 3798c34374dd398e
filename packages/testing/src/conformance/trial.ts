import type { Reply } from '@guildhall/discord-simulator';
import type { Plugin } from '@guildhall/sdk';
import type { Manifest } from '@guildhall/sdk/host';
import type { Scene, Stage } from '../start-guild.ts';
import type { SampleIds } from './sample.ts';

/** One thing that happens in a guild. It may fail: a command of a plugin that is off is not there any more. */
export interface Stimulus {
  readonly name: string;
  act(): Promise<Reply | undefined>;
}

/** Where a plugin is tried. */
export interface Trial {
  readonly stage: Stage;
  readonly scene: Scene;
  readonly plugin: Plugin;
  readonly manifest: Manifest;
}

/** A text channel, a role and a member of the trial's guild. */
export function idsOf({ scene }: Trial): SampleIds {
  return {
    channel: scene.guild.channel(textChannel).id,
    role: scene.guild.role('@everyone').id,
    member: scene.bob.id,
  };
}

/** In which everything is written. */
export const textChannel = 'general';
