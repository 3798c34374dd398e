import type { Guildhall } from '../app/index.ts';
import { version } from '../app/version.ts';
import { loadSettings } from '../settings/index.ts';
import { readArguments } from './arguments.ts';
import { describeFailure } from './failure.ts';
import { helpText } from './help.ts';

/** Longer than this, a close is cut. */
const closeLimitMs = 5_000;

/**
 * Runs one command line.
 *
 * @returns the exit code; for `start`, once Guildhall has been asked to stop.
 */
export async function run(
  argv: readonly string[],
  environment: NodeJS.ProcessEnv,
  folder: string,
): Promise<number> {
  let debug = environment.LOG_LEVEL === 'debug' || environment.LOG_LEVEL === 'trace';
  try {
    const { command, help, version: onlyVersion, variables } = readArguments(argv);
    if (help) return print(helpText());
    if (onlyVersion) return print(version);
    const given = { ...environment, ...variables };
    debug ||= given.LOG_LEVEL === 'debug' || given.LOG_LEVEL === 'trace';
    // Loaded only now: a word of help, or about a wrong setting, does not wait for the whole program.
    if (command.name === 'doctor') {
      const { describeFindings, examine } = await import('./doctor.ts');
      const findings = await examine({ environment: given, folder });
      print(describeFindings(findings));
      return findings.some((finding) => finding.state === 'failed') ? 1 : 0;
    }
    const settings = loadSettings(given, folder);
    if (command.name === 'members export' || command.name === 'members erase') {
      const { runMembersCommand } = await import('./members.ts');
      return print(await runMembersCommand(command, settings));
    }
    if (command.name !== 'start') {
      const { runPluginsCommand } = await import('./plugins.ts');
      return print(await runPluginsCommand(command, settings, folder));
    }
    const stop = stopSignal();
    const { startGuildhall } = await import('../app/index.ts');
    const fatal = Promise.withResolvers<{ readonly error: unknown }>();
    const onFatal = (error: unknown) => fatal.resolve({ error });
    const guildhall = await Promise.race([startGuildhall({ settings, onFatal }), fatal.promise]);
    if ('error' in guildhall) throw guildhall.error;
    print(readyText(guildhall));
    const reason = await Promise.race([stop, fatal.promise]);
    if (typeof reason === 'string') return await closeAfter(reason, guildhall);
    process.stderr.write(describeFailure(reason.error, debug));
    await closeAfter('an error that nobody caught', guildhall);
    return 1;
  } catch (error) {
    process.stderr.write(describeFailure(error, debug));
    return 1;
  }
}

/**
 * Resolves at the first SIGINT or SIGTERM, or when the set-up script that started this process is gone: killed with
 * SIGKILL it can pass nothing on, and a Guildhall that nobody sees would keep the port. The second signal ends the
 * process at once.
 */
function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    let asked = false;
    process.once('disconnect', () => resolve('the command that started it is gone'));
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(signal === 'SIGINT' ? 130 : 143);
        asked = true;
        resolve(signal);
      });
    }
  });
}

async function closeAfter(reason: string, guildhall: Guildhall): Promise<number> {
  process.stderr.write(`\nStopping (${reason}); once more to stop at once …\n`);
  const limit = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), closeLimitMs).unref());
  const closed = await Promise.race([guildhall.close(), limit]);
  if (closed !== 'late') return 0;
  process.stderr.write(`Not everything closed within ${closeLimitMs / 1000} s; stopping anyway.\n`);
  return 1;
}

/** What is printed when it is ready: the links that a person opens. */
function readyText({ links, settings }: Guildhall): string {
  const lines = [
    ['Dashboard', links.dashboard],
    ...(links.chat ? [['Chat view', links.chat]] : []),
    ['API docs', links.docs],
  ];
  const mode = settings.discord ? 'connected to Discord' : 'demo: Discord is simulated on this machine';
  return `\nGuildhall ${version} is ready (${mode})\n\n${lines.map(([name = '', url]) => `  ${name.padEnd(11)}${url}`).join('\n')}\n`;
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}
