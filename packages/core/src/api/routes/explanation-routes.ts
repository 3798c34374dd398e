import { describeExplanation, type Explanation } from '../../explanations/index.ts';
import { type Route, route } from '../contract/route.ts';
import { type ExplanationView, listExplanations } from '../contracts/explanations.ts';
import type { RouteDependencies } from './dependencies.ts';

export function explanationRoutes({ services, cursors }: RouteDependencies): Route[] {
  const view = (explanation: Explanation, language: string): ExplanationView => {
    const {
      id,
      at,
      pluginId,
      version,
      kind,
      members,
      messages,
      channelId,
      piece,
      event,
      call,
      configRevision,
    } = explanation;
    const { catalogue } = services();
    const held =
      catalogue.versions(pluginId).find((one) => one.version === version) ?? catalogue.newest(pluginId);
    return {
      id,
      at: at.toISOString(),
      plugin: { id: pluginId, name: held?.manifest.name ?? pluginId, version },
      kind,
      ...describeExplanation(explanation, held?.manifest, language),
      members: [...members],
      messages: [...messages],
      channelId,
      piece,
      event,
      route: call?.route ?? null,
      status: call?.status ?? null,
      configRevision,
    };
  };
  return [
    route(listExplanations).handle(async ({ params, query, language }) => {
      const { guildId } = params;
      const { limit, cursor, memberId, messageId, pluginId } = query;
      const list = JSON.stringify(['explanations', guildId, memberId, messageId, pluginId]);
      const found = await services().explanations.list(guildId, {
        limit,
        after: cursors.read(list, cursor),
        memberId,
        pluginId,
        ...(messageId === undefined ? {} : { messages: [messageId] }),
      });
      return {
        status: 200,
        body: {
          items: found.items.map((item) => view(item, language)),
          nextCursor: found.next === undefined ? null : cursors.write(list, found.next),
        },
      };
    }),
  ];
}
