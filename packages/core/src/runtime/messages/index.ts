export { calledBy, messageContext } from './message-commands.ts';
export { readCommand, type WrittenCommand } from './read-command.ts';
