import { ApiProblem, ApiUnreachable, createClient } from '@guildhall/api-client';
import { report } from './report.ts';

const { GUILDHALL_URL: url = 'http://127.0.0.1:3000', GUILDHALL_SESSION: session } = process.env;

if (!session) {
  process.stderr.write(
    'Set GUILDHALL_SESSION to what the cookie "guildhall" holds after you have signed in to the dashboard.\n',
  );
  process.exitCode = 2;
} else {
  const api = createClient({ baseUrl: `${url}/api/v1`, headers: { cookie: `guildhall=${session}` } });
  try {
    process.stdout.write(`${await report(api)}\n`);
  } catch (error) {
    if (!(error instanceof ApiProblem || error instanceof ApiUnreachable)) throw error;
    // Both are written for the person who reads them.
    process.stderr.write(`${error.message}\n${error instanceof ApiProblem ? `${error.remedy}\n` : ''}`);
    process.exitCode = 1;
  }
}
