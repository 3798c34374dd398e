import type { GuildDirectory } from '../../discord/directory-types.ts';
import { describeExplanation, type Explanation } from '../../explanations/index.ts';
import { type Route, route } from '../contract/route.ts';
import { type ExplanationView, listExplanations } from '../contracts/explanations.ts';
import type { RouteDependencies } from './dependencies.ts';
import { memberNames } from './names-of-ids.ts';

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
      const { limit, cursor, memberId, messageId, pluginId, piece } = query;
      const list = JSON.stringify(['explanations', guildId, memberId, messageId, pluginId, piece]);
      const found = await services().explanations.list(guildId, {
        limit,
        after: cursors.read(list, cursor),
        memberId,
        pluginId,
        piece,
        ...(messageId === undefined ? {} : { messages: [messageId] }),
      });
      const items = found.items.map((item) => view(item, language));
      return {
        status: 200,
        body: {
          items,
          names: await namesIn(services().directory, guildId, items),
          nextCursor: found.next === undefined ? null : cursors.write(list, found.next),
        },
      };
    }),
  ];
}

/** The names of whom and what they are about, and of what their texts mention. Who has left has none. */
async function namesIn(directory: GuildDirectory, guildId: string, items: readonly ExplanationView[]) {
  const ids = new Set(
    items.flatMap(({ members, channelId, text }) => [
      ...members,
      ...(channelId === null ? [] : [channelId]),
      ...[...text.matchAll(/<(?:@[!&]?|#)(\d{17,20})>/g)].map(([, id]) => id ?? ''),
    ]),
  );
  const about = new Set(items.flatMap(({ members }) => members));
  const namesOf = (all: readonly { readonly id: string; readonly name: string }[]) =>
    Object.fromEntries(all.flatMap(({ id, name }) => (ids.has(id) ? [[id, name]] : [])));
  return {
    members: Object.fromEntries(
      Object.entries(await memberNames(directory, guildId, about)).map(([id, { name }]) => [id, name]),
    ),
    channels: namesOf(directory.channels(guildId)),
    roles: namesOf(directory.roles(guildId)),
  };
}
