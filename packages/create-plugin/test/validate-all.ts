/** `guildhall-sdk validate` for many folders in one process: each process of its own would load the compiler anew. */
import { validatePlugin } from '../../sdk/src/build/index.ts';

const said: Record<string, string> = {};
for (const folder of process.argv.slice(2)) {
  said[folder] = await validatePlugin(folder).then(
    ({ manifest, warnings }) => [`${manifest.id} is valid`, ...warnings.map(({ why }) => why)].join('\n'),
    (error: unknown) => String(error),
  );
}
process.stdout.write(JSON.stringify(said));
