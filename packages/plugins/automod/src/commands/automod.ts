import { automod } from '../contract.ts';
import { ruleCommands } from './rule.ts';
import { exemptAdd, exemptRemove, heat, panicOff, panicOn, test } from './tools.ts';

export const automodCommand = automod.command({
  name: 'automod',
  description: 'Rules, heat and emergencies',
  permissions: ['ManageGuild'],
  subcommands: [...ruleCommands, test, panicOn, panicOff, heat, exemptAdd, exemptRemove],
});
