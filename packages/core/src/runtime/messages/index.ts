export { calledBy, messageContext } from './message-commands.ts';
export type { WrittenCommand } from './read-command.ts';
