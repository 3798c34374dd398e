import type { Path } from '../values/pointer.ts';
import type { FieldTexts } from './field-text.ts';
import { type JsonSchema, resolveNode } from './json-schema.ts';

export interface PlaceInSchema {
  readonly node: JsonSchema;
  /** Where its texts are in the plugin's catalogue. */
  readonly textPath: string;
  /** "Rewards › Level", without the positions in lists. */
  readonly title: string;
}

/** What a schema and a plugin's texts say about the value at a path. */
export function schemaAt(root: JsonSchema, path: Path, texts: FieldTexts): PlaceInSchema {
  let node = root;
  let textPath = 'config';
  const titles: string[] = [];
  for (const key of path) {
    const property = node.properties?.[key];
    if (property) {
      node = resolveNode(property, root).node;
      textPath = `${textPath}.${key}`;
      titles.push(texts.title(textPath, node, String(key)));
      continue;
    }
    const inner =
      node.items ?? (typeof node.additionalProperties === 'object' ? node.additionalProperties : {});
    node = resolveNode(inner, root).node;
    textPath = `${textPath}.items`;
    titles.push(typeof key === 'number' || /^\d+$/.test(key) ? String(Number(key) + 1) : key);
  }
  return { node, textPath, title: titles.join(' › ') };
}
