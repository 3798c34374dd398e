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
    this.status = problemStatus[code];
    this.extra = extra;
  }

  /** The answer's body in a language. */
  body(language: ProblemLanguage, requestId: string): ProblemBody {
    const text = problemTexts[language][this.code];
    const { english, values = {}, errors } = this.extra;
    return {
      type: `/docs#${this.code}`,
      title: text.title,
      status: this.status,
      detail: (language === 'en' ? english : undefined) ?? fill(text.detail, values),
      remedy: fill(text.remedy, values),
      code: this.code,
      ...(errors ? { errors: [...errors] } : {}),
      requestId,
    };
  }
}

function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
