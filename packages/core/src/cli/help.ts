import { type Variable, variableNames, variables } from '../settings/index.ts';
import { commands, flagVariables, optionVariables } from './arguments.ts';

/** The text of `guildhall --help`. */
export function helpText(): string {
  const list = (lines: readonly (readonly [string, string])[]) => {
    const width = Math.max(...lines.map(([name]) => name.length)) + 2;
    return lines.map(([name, text]) => `  ${name.padEnd(width)}${text}`).join('\n');
  };
  const options = Object.entries(optionVariables).map(
    ([name, variable]) => [`--${name} <value>`, `Same as ${variable}`] as const,
  );
  const flags = Object.entries(flagVariables).map(
    ([name, variable]) => [`--${name}`, `Same as ${variable}=1`] as const,
  );
  return `Guildhall: a plugin framework for Discord bots

Usage: guildhall [command] [options]        from the repository: npm start -- [command] [options]

Commands:
${list(Object.entries(commands))}

Options:
${list([...options, ...flags, ['--registry <address>', 'Of `plugins add`: an npm-compatible registry [https://registry.npmjs.org]'], ['--reason <text>', 'Of `plugins kill`: why, for the admins of every server that has it'], ['-h, --help', 'Show this'], ['-v, --version', 'Show the version']])}

Variables, from the environment or from .env in the working folder:
${list(
  variableNames.map((name) => {
    const { help, standard }: Variable = variables[name];
    return [name, standard === undefined ? help : `${help} [${standard}]`];
  }),
)}
`;
}
