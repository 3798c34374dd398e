import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  keptSecretKey,
  loadSettings,
  prepareDataFolder,
  readSettings,
  SettingsError,
  variableNames,
} from '../../src/settings/index.ts';

const applicationId = '123456789012345678';
const token = `${Buffer.from(applicationId).toString('base64url')}.GabcDE.${'x'.repeat(38)}`;
const clientSecret = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6';
const secretKey = 'q7Jx-2mVp_9sLwT4bNfYc8ZrHdKe6GuA1o5i';

function problemsOf(environment: Record<string, string>) {
  try {
    readSettings(environment, '/srv');
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error('the settings are valid');
}

describe('settings', () => {
  it('has a default for everything, and is the demo without a token', () => {
    expect(readSettings({}, '/srv')).toMatchObject({
      discord: undefined,
      mongodbUri: undefined,
      port: 3000,
      host: '127.0.0.1',
      dataDir: '/srv/data',
      secretKey: undefined,
      publicUrl: undefined,
      logLevel: 'info',
      production: false,
      safeMode: false,
      sandbox: { which: 'strangers', minimum: 'uid+namespaces' },
      warnings: [],
    });
  });

  it.each([
    ['DISCORD_TOKEN', 'not a token', /Reset Token/],
    ['DISCORD_TOKEN', `abcdefghijklmnopqrstuvwx.GabcDE.${'x'.repeat(38)}`, /Reset Token/],
    ['DISCORD_CLIENT_ID', '12', /Application ID/],
    ['DISCORD_CLIENT_SECRET', 'short', /OAuth2/],
    ['MONGODB_URI', 'postgres://localhost', /mongodb:\/\//],
    ['MONGODB_URI', 'mongodb://', /mongodb:\/\//],
    ['PORT', '65536', /0 to 65535/],
    ['PORT', '-1', /0 to 65535/],
    ['PORT', '80.5', /0 to 65535/],
    ['PORT', 'http', /0 to 65535/],
    ['HOST', '127.0.0.1/8', /127\.0\.0\.1/],
    ['HOST', 'two words', /IP address/],
    ['DATA_DIR', 'a\0b', /path of a folder/],
    ['GUILDHALL_SAFE_MODE', 'yes', /Use 1/],
    ['GUILDHALL_SANDBOX', 'some', /strangers, all or off/],
    ['GUILDHALL_SANDBOX_MINIMUM', 'vault', /contained, not secure/],
    ['GUILDHALL_SECRET_KEY', 'too short', /openssl rand/],
    ['GUILDHALL_SECRET_KEY', 'change-me-change-me-change-me-change-me', /openssl rand/],
    ['GUILDHALL_SECRET_KEY', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', /openssl rand/],
    ['GUILDHALL_SECRET_KEY', '0123456789012345678901234567890123456789', /openssl rand/],
    ['PUBLIC_URL', 'bot.example.org', /https:\/\//],
    ['PUBLIC_URL', 'https://bot.example.org/path', /without a path/],
    ['PUBLIC_URL', 'ftp://bot.example.org', /scheme/],
    ['PUBLIC_URL', 'https://user@bot.example.org', /scheme/],
    ['LOG_LEVEL', 'loud', /fatal, error, warn/],
  ])('refuses %s=%j with a remedy', (variable, value, remedy) => {
    const { problems, message } = problemsOf({ [variable]: value });
    expect(problems.some((problem) => problem.variable === variable && remedy.test(problem.remedy))).toBe(
      true,
    );
    expect(message).toContain(variable);
  });

  it('tells everything at once, and shows no secret', () => {
    const { problems, message } = problemsOf({
      PORT: 'x',
      LOG_LEVEL: 'loud',
      MONGODB_URI: 'postgres://ana:hunter2@db',
      GUILDHALL_SECRET_KEY: 'hunter2',
    });
    expect(problems.map((problem) => problem.variable).toSorted()).toEqual([
      'GUILDHALL_SECRET_KEY',
      'LOG_LEVEL',
      'MONGODB_URI',
      'PORT',
    ]);
    expect(message).toContain('PORT="x"');
    expect(message).not.toContain('hunter2');
  });

  it('reads the application from the token, and refuses another one', () => {
    const settings = readSettings({ DISCORD_TOKEN: token, DISCORD_CLIENT_SECRET: clientSecret }, '/srv');
    expect(settings.discord).toEqual({ token, clientId: applicationId, clientSecret });
    const { problems } = problemsOf({
      DISCORD_TOKEN: token,
      DISCORD_CLIENT_SECRET: clientSecret,
      DISCORD_CLIENT_ID: '999999999999999999',
    });
    expect(problems).toMatchObject([{ variable: 'DISCORD_CLIENT_ID' }]);
  });

  it('wants the client secret with a token, and a token with a client secret', () => {
    expect(problemsOf({ DISCORD_TOKEN: token }).problems).toMatchObject([
      { variable: 'DISCORD_CLIENT_SECRET', reason: expect.stringContaining('sign in') },
    ]);
    expect(problemsOf({ DISCORD_CLIENT_SECRET: clientSecret }).problems).toMatchObject([
      { variable: 'DISCORD_TOKEN', remedy: expect.stringContaining('demo') },
    ]);
  });

  it('wants a key in production', () => {
    expect(problemsOf({ NODE_ENV: 'production' }).problems).toMatchObject([
      { variable: 'GUILDHALL_SECRET_KEY' },
    ]);
    expect(readSettings({ NODE_ENV: 'production', GUILDHALL_SECRET_KEY: secretKey }, '/srv').production).toBe(
      true,
    );
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readSettings({ DISCORD_TOKEN: '', PORT: ' ' }, '/srv')).toMatchObject({
      discord: undefined,
      port: 3000,
    });
  });

  it('warns of names that were probably meant for it', () => {
    const { warnings } = readSettings(
      { GUILDHALL_PORT: '1', DISCORD_TOKN: 'x', MONGO_URI: 'x', PATH: '/bin', HOSTNAME: 'box', POST: '1' },
      '/srv',
    );
    expect(warnings).toHaveLength(3);
    expect(warnings.join('\n')).toMatch(/GUILDHALL_PORT/);
    expect(warnings.join('\n')).toMatch(/DISCORD_TOKN .*DISCORD_TOKEN/);
    expect(warnings.join('\n')).toMatch(/MONGO_URI .*MONGODB_URI/);
  });
});

describe('valid settings under which somebody will not get in', () => {
  it.each([
    [{ HOST: '0.0.0.0' }, [/PUBLIC_URL is not set/, /simulated Discord answers on this machine only/]],
    [{ PUBLIC_URL: 'http://bot.example.org' }, [/without TLS/]],
    [{ PUBLIC_URL: 'http://localhost:3000' }, []],
    [{ PUBLIC_URL: 'https://bot.example.org' }, []],
    [{ HOST: '::1' }, []],
  ])('%j', (environment, expected) => {
    const { warnings } = readSettings(environment as Record<string, string>, '/srv');
    expect(warnings).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(warnings[index]).toMatch(pattern);
  });
});

describe('files', () => {
  const folders: string[] = [];
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'guildhall-settings-'));
    folders.push(made);
    return made;
  };
  afterEach(() => {
    for (const made of folders.splice(0)) rmSync(made, { recursive: true });
  });

  it('reads .env below the environment', () => {
    const home = folder();
    writeFileSync(join(home, '.env'), 'PORT=4000\nHOST=0.0.0.0 # everywhere\n');
    expect(loadSettings({ PORT: '5000' }, home)).toMatchObject({ port: 5000, host: '0.0.0.0' });
  });

  it('has every variable in .env.example, and that file is valid as it is', () => {
    const example = readFileSync(new URL('../../../../.env.example', import.meta.url), 'utf8');
    const home = folder();
    writeFileSync(join(home, '.env'), example);
    for (const name of variableNames) expect(example).toMatch(new RegExp(`^${name}=`, 'm'));
    expect(loadSettings({}, home)).toMatchObject({ discord: undefined, port: 3000 });
  });

  it('makes one key, for its user only, and keeps it', async () => {
    const home = folder();
    const [first, second] = await Promise.all([keptSecretKey(home), keptSecretKey(home)]);
    expect(second).toBe(first);
    expect(await keptSecretKey(home)).toBe(first);
    expect(Buffer.byteLength(first)).toBeGreaterThanOrEqual(32);
    expect(statSync(join(home, 'secret-key')).mode & 0o777).toBe(0o600);
  });

  it('refuses a key that was cut short', async () => {
    const home = folder();
    writeFileSync(join(home, 'secret-key'), 'half');
    await expect(keptSecretKey(home)).rejects.toMatchObject({ code: 'SECRET_KEY_DAMAGED' });
  });

  it('says what to do about a folder that cannot be written', async () => {
    const home = folder();
    writeFileSync(join(home, 'file'), '');
    await expect(prepareDataFolder(join(home, 'file', 'data'))).rejects.toMatchObject({
      code: 'DATA_DIR_UNWRITABLE',
      remedy: expect.stringContaining('DATA_DIR'),
    });
  });
});
