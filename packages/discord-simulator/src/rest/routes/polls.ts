import { expirePoll, listVoters } from '../../world/actions/index.ts';
import { userView } from '../../world/views/index.ts';
import { readNumber, readSnowflake } from '../query.ts';
import type { Route } from '../router.ts';
import { routes } from '../router.ts';
import { show } from './messages.ts';

export const pollRoutes: Route[] = routes(
  [
    'GET',
    '/channels/{channel_id}/polls/{message_id}/answers/{answer_id}',
    ({ world, actor, params, query }) => ({
      users: listVoters(
        world,
        actor,
        params.channel_id ?? '',
        params.message_id ?? '',
        Number(params.answer_id),
        {
          after: readSnowflake(query, 'after'),
          limit: readNumber(query, 'limit', { least: 1, most: 100, otherwise: 25 }),
        },
      ).map(userView),
    }),
  ],
  [
    'POST',
    '/channels/{channel_id}/polls/{message_id}/expire',
    (it) => show(it, expirePoll(it.world, it.actor, it.params.channel_id ?? '', it.params.message_id ?? '')),
  ],
);
