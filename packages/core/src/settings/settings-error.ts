/** One variable that is wrong. `shown` is its value, masked when it is a secret. */
export interface SettingProblem {
  readonly variable: string;
  readonly shown: string | undefined;
  readonly reason: string;
  readonly remedy: string;
}

/** The environment is wrong. Tells everything at once, so that nobody fixes it one restart at a time. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly code = 'SETTINGS_INVALID';
  readonly problems: readonly SettingProblem[];
  readonly remedy =
    'Correct the environment or the .env file, and start again. `guildhall --help` lists every variable.';

  constructor(problems: readonly SettingProblem[]) {
    super(
      problems
        .map(({ variable, shown, reason, remedy }) =>
          shown === undefined
            ? `${variable} ${reason}\n    ${remedy}`
            : `${variable}=${shown} ${reason}\n    ${remedy}`,
        )
        .join('\n'),
    );
    this.problems = problems;
  }
}
