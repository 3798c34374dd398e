import { giveaways } from '../contract.ts';
import { entries, list } from './lists.ts';
import { cancel, edit, end, pause, resume } from './manage.ts';
import { rerollCommand } from './reroll.ts';
import { create, drop, start } from './start.ts';

export const giveawayCommand = giveaways.command({
  name: 'giveaway',
  description: 'Giveaways',
  permissions: ['ManageGuild'],
  subcommands: [start, create, edit, pause, resume, end, cancel, rerollCommand, list, entries, drop],
});
