import type { CapabilityId } from '../capabilities.ts';
import type { AnyPluginDeclaration } from '../contract.ts';
import type { Mistake } from '../definition/mistake.ts';
import {
  isNode,
  listOf,
  memberName,
  nameOf,
  positionOf,
  type SourceFile,
  type SyntaxNode,
  visit,
} from './sources.ts';

/** What the methods of `ctx.discord` take. Calls on discord.js structures are judged by the host's broker. */
export const capabilityOf: Readonly<Record<string, CapabilityId>> = {
  send: 'messages.send',
  direct: 'direct.send',
  edit: 'messages.send',
  timeout: 'members.moderate',
  kick: 'members.moderate',
  ban: 'members.moderate',
  unban: 'members.moderate',
  isBanned: 'members.moderate',
  addRole: 'members.roles',
  removeRole: 'members.roles',
};

/**
 * What handlers use of their context and the contract does not declare: they would fail when they run, in somebody's
 * guild. Only what is written as `ctx.…` (or `context.…`) is seen.
 */
export function undeclaredUses(
  declaration: AnyPluginDeclaration,
  sources: readonly SourceFile[],
): readonly Mistake[] {
  const mistakes = new Map<string, Mistake>();
  for (const source of sources) {
    visit(source.tree, (node) => {
      const unknown = unknownText(declaration, node);
      if (unknown && !mistakes.has(unknown.where)) {
        mistakes.set(unknown.where, { ...unknown, where: `${positionOf(source, node)} ${unknown.where}` });
      }
      const [part, name] = contextPath(node) ?? [];
      if (part === undefined || name === undefined) return;
      // Told once, at its first use.
      if (mistakes.has(`${part}.${name}`)) return;
      const mistake = judge(declaration, part, name);
      if (mistake)
        mistakes.set(`${part}.${name}`, {
          ...mistake,
          where: `${positionOf(source, node)} ${mistake.where}`,
        });
    });
  }
  return [...mistakes.values()];
}

/** `ctx.t('greet')` with a key that English hasn't: members would read the key. */
function unknownText({ locales }: AnyPluginDeclaration, node: SyntaxNode): Mistake | undefined {
  if (node.type !== 'CallExpression' || !isNode(node.callee) || memberName(node.callee) !== 't')
    return undefined;
  if (!/^(?:ctx|context)$/.test(nameOf(node.callee.object) ?? '')) return undefined;
  const [first] = listOf(node.arguments);
  const key = first?.type === 'Literal' ? nameOf(first) : undefined;
  const english = locales?.en ?? {};
  if (key === undefined || Object.hasOwn(english, key) || Object.hasOwn(english, `${key}.other`))
    return undefined;
  return {
    code: 'TEXT_UNKNOWN',
    severity: 'error',
    where: `ctx.t('${key}')`,
    what: 'locales.en has no such text.',
    why: 'Members would read the key itself.',
    remedy: `Add '${key}' to locales.en, and to the other languages.`,
  };
}

/** `ctx.data.posts` → `['data', 'posts']` */
export function contextPath(node: SyntaxNode): readonly [string, string] | undefined {
  const name = memberName(node);
  if (name === undefined || !isNode(node.object)) return undefined;
  const part = memberName(node.object);
  const owner = nameOf(node.object.object);
  return part !== undefined && owner !== undefined && /^(?:ctx|context)$/.test(owner)
    ? [part, name]
    : undefined;
}

function judge(declaration: AnyPluginDeclaration, part: string, name: string): Mistake | undefined {
  const { data = {}, needs } = declaration;
  if (part === 'data' && !Object.hasOwn(data, name)) {
    const known = Object.keys(data);
    return {
      code: 'COLLECTION_UNDECLARED',
      severity: 'error',
      where: `ctx.data.${name}`,
      what: `the contract declares no collection "${name}".`,
      why: 'The host makes, migrates, exports and erases only what is declared.',
      remedy: `Add data: { ${name}: { version: 1, schema: z.object({ … }), key: […] } }${
        known.length > 0 ? `, or use one of: ${known.join(', ')}` : ''
      }.`,
    };
  }
  const capability = part === 'discord' && Object.hasOwn(capabilityOf, name) ? capabilityOf[name] : undefined;
  if (capability !== undefined && needs[capability] === undefined) {
    return {
      code: 'CAPABILITY_MISSING',
      severity: 'error',
      where: `ctx.discord.${name}()`,
      what: `it takes the capability ${capability}.`,
      why: 'Admins are told at consent what a plugin can do, and the host refuses everything else.',
      remedy: `Add needs: { '${capability}': 'why you want it' }.`,
    };
  }
  return undefined;
}
