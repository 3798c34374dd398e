import type { z } from 'zod';
import { type ProblemCode, problemStatus } from '../contract/problem-codes.ts';
import type { fieldError, problem } from '../contracts/shapes.ts';
import { type ProblemLanguage, problemTexts } from './texts.ts';

export type FieldError = z.output<typeof fieldError>;
export type ProblemBody = z.output<typeof problem>;

export interface ProblemExtra {
  /** Fills the placeholders of the texts. */
  readonly values?: Readonly<Record<string, string | number>>;
  readonly errors?: readonly FieldError[];
  /** Says more than the text of the code, in English: other languages get the text of the code. */
  readonly english?: string;
  /** Says instead of the text of the code what a plugin says, in whichever language it does. */
  readonly detail?: string;
  readonly remedy?: string;
  /** Only for `plugin_refused`: its own status and code. */
  readonly status?: number;
  readonly pluginCode?: string;
  /** Finds an error of a plugin under its problems and in the log. */
  readonly reference?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** A request that is refused; becomes a `application/problem+json` answer. */
export class RequestProblem extends Error {
  override readonly name = 'RequestProblem';
  readonly code: ProblemCode;
  readonly status: number;
  readonly extra: ProblemExtra;

  constructor(code: ProblemCode, extra: ProblemExtra = {}) {
    super(problemTexts.en[code].title, extra.cause === undefined ? undefined : { cause: extra.cause });
    this.code = code;
    this.status = extra.status ?? problemStatus[code];
    this.extra = extra;
  }

  /** The answer's body in a language. */
  body(language: ProblemLanguage, requestId: string): ProblemBody {
    const text = problemTexts[language][this.code];
    const { english, values = {}, errors, pluginCode, reference } = this.extra;
    return {
      type: `/docs#${this.code}`,
      title: text.title,
      status: this.status,
      detail: this.extra.detail ?? (language === 'en' ? english : undefined) ?? fill(text.detail, values),
      remedy: this.extra.remedy ?? fill(text.remedy, values),
      code: this.code,
      ...(errors ? { errors: [...errors] } : {}),
      ...(pluginCode === undefined ? {} : { pluginCode }),
      ...(reference === undefined ? {} : { reference }),
      requestId,
    };
  }
}

function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
