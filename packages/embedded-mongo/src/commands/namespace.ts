import { doc } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import type { Collection } from '../storage/catalog.ts';
import type { CommandContext } from './command.ts';

/** The name of the collection that a command is about: the value of its first field. */
export function collectionName(context: CommandContext): string {
  const [name] = context.body.values();
  if (typeof name !== 'string') {
    throw new MongoError('BadValue', `collection name has invalid type ${typeof name}`);
  }
  checkNamespace(context.db, name);
  return name;
}

export function checkNamespace(db: string, name: string): void {
  checkDatabaseName(db);
  if (
    name === '' ||
    name.includes('$') ||
    name.includes('\0') ||
    name.startsWith('.') ||
    name.endsWith('.')
  ) {
    throw new MongoError('InvalidNamespace', `Invalid namespace specified '${db}.${name}'`);
  }
  if (Buffer.byteLength(`${db}.${name}`) > 255) {
    throw new MongoError('InvalidNamespace', `Fully qualified namespace is too long: '${db}.${name}'`);
  }
}

export function checkDatabaseName(db: string): void {
  if (db === '' || /[/\\. "$\0]/.test(db) || Buffer.byteLength(db) > 63) {
    throw new MongoError('InvalidNamespace', `Invalid database name: '${db}'`);
  }
}

export function findCollection(context: CommandContext): Collection | undefined {
  return context.engine.catalog.find(context.db, collectionName(context));
}

/** The collection to write to, made when there is none. */
export function collectionForWrite(context: CommandContext, name = collectionName(context)): Collection {
  const found = context.engine.catalog.find(context.db, name);
  if (found) return found;
  checkNamespace(context.db, name);
  if (name.startsWith('system.'))
    throw new MongoError('InvalidNamespace', `cannot write to '${context.db}.${name}'`);
  return context.engine.createCollection(context.db, name, doc({}));
}
