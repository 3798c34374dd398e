import { expect, it } from 'vitest';
import { Shutdown } from '../../src/app/shutdown.ts';
import { createLogger } from '../../src/index.ts';

it('closes in the opposite order, also after a part that fails, and once', async () => {
  const closed: string[] = [];
  const shutdown = new Shutdown();
  shutdown.add('database', () => void closed.push('database'));
  shutdown.add('bot', () => Promise.reject(new Error('gone')));
  shutdown.add('host', async () => void closed.push('host'));
  const logger = createLogger({ level: 'silent' });
  await Promise.all([shutdown.run(logger), shutdown.run(logger)]);
  expect(closed).toEqual(['host', 'database']);
});
