import { Writable } from 'node:stream';

const names: Readonly<Record<number, string>> = {
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};
const warning = 40;

/** What is the same in every line of a guild, or said already. */
const known: ReadonlySet<string> = new Set(['level', 'time', 'msg', 'guildId', 'pluginId']);

/**
 * Takes the lines that Guildhall logs, and shows an author those that matter: everything that plugins write through
 * `ctx.log`, and the host's own from warnings on.
 */
export function pluginLog(show: (line: string) => void): Writable {
  let rest = '';
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const shown = describeLine(JSON.parse(line) as Readonly<Record<string, unknown>>);
        if (shown !== undefined) show(shown);
      }
      done();
    },
  });
}

function describeLine(line: Readonly<Record<string, unknown>>): string | undefined {
  const level = Number(line.level);
  if (line.pluginId === undefined && level < warning) return undefined;
  const details = Object.entries(line)
    .filter(([key]) => !known.has(key))
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const who = typeof line.pluginId === 'string' ? line.pluginId : 'guildhall';
  return [`[${who}] ${names[level] ?? level}: ${String(line.msg)}`, ...details].join(' ');
}
