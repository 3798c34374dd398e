import { useQueryCache } from '@pinia/colada';
import { keys, type PageCall } from '../api/index.ts';
import { usePageContext } from './page-context.ts';
import { filledPath, type Row, taken, takenTexts } from './record.ts';

/** Calls routes of the page's plugin with what belongs to a record, and with what somebody filled in. */
export function useRouteCall() {
  const { guildId, page, host } = usePageContext();
  const cache = useQueryCache();
  const routeOf = (name: string) => page.routes.find((each) => each.name === name);
  return {
    /** Has all that the page shows of the plugin read again. */
    reread: () => cache.invalidateQueries({ key: keys.pluginData(guildId, page.pluginId) }),
    /** What the page says of a route: its method, its schemas. */
    routeOf,
    /** @param filled.ifMatch - the tag of what was read, for a route that checks it */
    async call(
      call: PageCall,
      record: Row,
      filled: { readonly body?: Row; readonly ifMatch?: string | undefined } = {},
    ) {
      const route = routeOf(call.route);
      if (!route) throw new TypeError(`The page has no route ${call.route}.`);
      const body = { ...taken(call.bodyFrom, record), ...filled.body, ...call.body };
      return host.call(route, filledPath(route.path, takenTexts(call.params, record)), {
        query: { ...takenTexts(call.queryFrom, record), ...call.query },
        ...(route.body ? { body } : {}),
        ifMatch: filled.ifMatch,
      });
    },
  };
}
