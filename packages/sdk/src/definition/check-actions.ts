import { z } from 'zod';
import type { ManifestAction, ManifestCall, ManifestLink } from '../manifest/block-types.ts';
import { jsonSchemaOf } from '../manifest/json-schema.ts';
import { pathNames } from '../pieces/make-route.ts';
import { answeredFields, fieldsOf } from './answered-fields.ts';
import { areThere, type BlockScope, shownFields, textFields, wants, withFields } from './block-scope.ts';

/** Buttons, against the record that they belong to and the routes that they call. */
export function checkActions(actions: readonly (ManifestAction | ManifestLink)[], block: BlockScope): void {
  for (const action of actions) {
    const title = typeof action.title === 'string' ? action.title : action.title.en;
    const scope = { ...block, where: `${block.where}, "${title}"` };
    if (action.when) areThere([action.when.field], scope);
    if (action.kind === 'link') {
      areThere(Object.values(action.params ?? {}), scope);
      areFilled(action.page, pathNames(action.page), action.params, scope);
      continue;
    }
    checkCall(action, action.ask ?? [], scope);
    areThere(textFields(action.confirm), scope);
    if (action.value) checkCall(action.value, [], scope, 'GET');
    const route = scope.routes.get(action.route);
    if (!route) continue;
    const withAnswer = withFields(scope, answeredFields(route.returns).record);
    areThere(textFields(action.done), withAnswer);
    if (action.undo) checkCall(action.undo, [], withAnswer);
    if (action.shows) wants(scope, route, shownFields(action.shows), 'record');
  }
}

/**
 * What a route is called with: all that it requires, and nothing that it does not take.
 * @param ask - parts of the body that somebody fills in; `true`: all of it.
 */
export function checkCall(
  call: ManifestCall,
  ask: readonly string[] | true,
  scope: BlockScope,
  methods?: string,
): void {
  const { where, report } = scope;
  const route = scope.routes.get(call.route);
  if (!route) return;
  if (methods && !methods.includes(route.method)) {
    report({
      code: 'BLOCK_ROUTE',
      where,
      what: `"${route.name}" is no ${methods} route.`,
      why: 'What reads must change nothing, and only the others take a body.',
      remedy: `Bind a ${methods} route.`,
    });
  }
  areThere(
    [call.params, call.queryFrom, call.bodyFrom].flatMap((from) => Object.values(from ?? {})),
    scope,
  );
  areFilled(route.name, Object.keys(route.params.shape), call.params, scope);
  const query = route.query.safeParse(call.query ?? {});
  const fromRecord = Object.keys(call.queryFrom ?? {});
  const issues = query.success
    ? []
    : query.error.issues.filter(({ path }) => !fromRecord.includes(String(path[0])));
  const unknown = fromRecord.filter((name) => !Object.hasOwn(route.query.shape, name));
  if (issues.length > 0 || unknown.length > 0) {
    report({
      code: 'BLOCK_QUERY',
      where,
      what: `"${route.name}" refuses this query: ${issues.length > 0 ? z.prettifyError({ issues }) : unknown.join(', ')}.`,
      why: 'It would show an error.',
      remedy: 'Give it a query that fits, or give the route defaults.',
    });
  }
  checkBody(call, ask, scope);
}

function checkBody(call: ManifestCall, ask: readonly string[] | true, scope: BlockScope): void {
  const route = scope.routes.get(call.route);
  const given = [...Object.keys(call.body ?? {}), ...Object.keys(call.bodyFrom ?? {})];
  const sent = [...given, ...(ask === true ? [] : ask)];
  const body = route?.body ? jsonSchemaOf(route.body) : undefined;
  const known = body ? fieldsOf(body, body) : [];
  const required = ask === true || !body ? [] : ((body.required ?? []) as readonly string[]);
  const wrong = [
    ...sent.filter((name) => !known.includes(name)).map((name) => `takes no ${name}`),
    ...required.filter((name) => !sent.includes(name)).map((name) => `requires ${name}`),
  ];
  if (wrong.length === 0) return;
  scope.report({
    code: 'BLOCK_BODY',
    where: scope.where,
    what: `the body of "${call.route}" ${wrong.join(', ')}.`,
    why: 'The call would be refused.',
    remedy: 'Give it with body, bodyFrom or ask.',
  });
}

/** That the names in a path have values. */
function areFilled(
  path: string,
  names: readonly string[],
  params: Readonly<Record<string, string>> | undefined,
  { where, report }: BlockScope,
): void {
  const given = Object.keys(params ?? {});
  const differing = [
    ...names.filter((name) => !given.includes(name)),
    ...given.filter((name) => !names.includes(name)),
  ];
  if (differing.length === 0) return;
  report({
    code: 'BLOCK_PARAMS',
    where,
    what: `"${path}" and params differ: ${differing.join(', ')}.`,
    why: 'Each name in braces is filled from a field of the record.',
    remedy: 'Say which field each one is taken from: params: { id: "id" }.',
  });
}
