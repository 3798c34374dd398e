import { createInterface } from 'node:readline/promises';
import { type Answers, readers, templates } from './answers.ts';
import { CreateError } from './create-error.ts';

/** Asks one question and returns the line that was typed. */
export type Ask = (question: string) => Promise<string>;

const questions: { readonly [K in keyof Answers]: string } = {
  id: 'Id',
  name: 'Name',
  description: 'What it does, in one sentence',
  template: `Start from (${Object.keys(templates).join(' or ')})`,
};

/** Asks until the answer can be used; nothing typed takes the default. */
export async function askFor<K extends keyof Answers>(
  key: K,
  fallback: Answers[K],
  ask: Ask,
  complain: (message: string) => void,
): Promise<Answers[K]> {
  for (;;) {
    const typed = await ask(`${questions[key]} (${fallback}): `);
    if (typed.trim() === '') return fallback;
    try {
      return readers[key](typed);
    } catch (error) {
      if (!(error instanceof CreateError)) throw error;
      complain(error.message);
    }
  }
}

/** Asks at the terminal. Closing the input ends the questions with an error. */
export function askAtTerminal(): { ask: Ask; close: () => void } {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  return {
    ask(question) {
      const closed = new Promise<never>((_resolve, reject) => {
        lines.once('close', () =>
          reject(
            new CreateError(
              'NO_TERMINAL',
              'The input ended before all questions were answered.',
              'Nothing was written.',
            ),
          ),
        );
      });
      return Promise.race([lines.question(question), closed]);
    },
    close: () => lines.close(),
  };
}
