import type { Plugin } from '@guildhall/sdk';
import { offerTop, top } from './commands/top.ts';
import { starboard } from './contract.ts';
import { messageDeleted, starGiven, starsCleared, starTaken } from './events/reactions.ts';

const plugin: Plugin = starboard.build(top, offerTop, starGiven, starTaken, starsCleared, messageDeleted);

export default plugin;
