import type { Plugin } from '@guildhall/sdk';
import { levels } from './commands/levels.ts';
import { rank } from './commands/rank.ts';
import { rewards } from './commands/rewards.ts';
import { xp } from './commands/xp.ts';
import { turnPage } from './components/leaderboard.ts';
import { leveling } from './contract.ts';
import { memberReturn } from './events/member-return.ts';
import { messageCreate } from './events/message-create.ts';
import {
  leaderboardPage,
  memberRoute,
  setXpRoute,
  spreadRoute,
  summaryRoute,
  topRoute,
} from './pages/leaderboard.ts';
import { getLevel } from './service-answers.ts';

const plugin: Plugin = leveling.build(
  rank,
  levels,
  xp,
  rewards,
  turnPage,
  messageCreate,
  memberReturn,
  getLevel,
  topRoute,
  summaryRoute,
  spreadRoute,
  memberRoute,
  setXpRoute,
  leaderboardPage,
);

export default plugin;
