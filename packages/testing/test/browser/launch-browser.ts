import { existsSync } from 'node:fs';
import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const quiet = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * A Chromium for tests: `CHROMIUM_PATH`, else the machine's own, else the one that npm brought.
 * Never skips: without any it throws and says what to do.
 */
export async function launchBrowser(): Promise<Browser> {
  const own = process.env.CHROMIUM_PATH ?? installed();
  if (own !== undefined) {
    return chromium.launch({ executablePath: own, args: ['--no-sandbox', ...quiet] });
  }
  const folder = await unpacked();
  return chromium.launch({
    executablePath: path.join(folder, 'chromium'),
    args: ['--no-sandbox', '--headless=shell', '--disable-gpu', ...quiet],
    env: {
      ...process.env,
      // A bare machine has neither the libraries nor the fonts that a browser needs.
      LD_LIBRARY_PATH: [path.join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH]
        .filter(Boolean)
        .join(':'),
      ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: path.join(folder, 'fonts') }),
    },
  });
}

function installed(): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const name of names) {
      const file = path.join(folder, name);
      if (folder !== '' && existsSync(file)) return file;
    }
  }
  return applications.find((file) => existsSync(file));
}

/** Unpacks npm's Chromium once per version, in a folder that appears whole or not at all. */
async function unpacked(): Promise<string> {
  if (process.platform !== 'linux') {
    throw new Error('No Chromium or Chrome was found. Install one, or set CHROMIUM_PATH to its executable.');
  }
  const { inflate } = await import('@sparticuz/chromium');
  const bin = path.join(
    path.dirname(path.dirname(new URL(import.meta.resolve('@sparticuz/chromium')).pathname)),
    'bin',
  );
  const cache = path.join(os.tmpdir(), `guildhall-browser-${process.getuid?.() ?? 0}`);
  const folder = path.join(cache, '153.0.0');
  if (await exists(folder)) return folder;
  await mkdir(cache, { recursive: true, mode: 0o700 });
  const partial = await mkdtemp(path.join(cache, 'partial-'));
  // The package unpacks into os.tmpdir() without asking; two tests at once would run a half-written browser.
  const before = process.env.TMPDIR;
  process.env.TMPDIR = partial;
  try {
    for (const archive of ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']) {
      await inflate(path.join(bin, archive));
    }
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  try {
    await rename(partial, folder);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if (!(await exists(folder))) throw error;
  }
  return folder;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
