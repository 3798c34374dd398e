export { carriedAliases } from './carried-aliases.ts';
export { CommandPublisher, type GuildCommands } from './command-publisher.ts';
export {
  type CommandBody,
  type CommandPlan,
  type CommandTarget,
  isCommandName,
  type LeftOutReason,
  type PlannedCommand,
  type PluginCommands,
  planCommands,
} from './plan-commands.ts';
