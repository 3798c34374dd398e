import {
  ApiProblem,
  ApiUnreachable,
  type Client,
  createClient,
  type ProblemCode,
} from '@guildhall/api-client';

let language = 'en';

export const client: Client = createClient({ language: () => language });

/** The language that the API's texts come in from now on. */
export function setRequestLanguage(next: string): void {
  language = next;
}

export function requestLanguage(): string {
  return language;
}

export function isProblem(error: unknown, code?: ProblemCode): error is ApiProblem {
  return error instanceof ApiProblem && (code === undefined || error.code === code);
}

export function isUnreachable(error: unknown): error is ApiUnreachable {
  return error instanceof ApiUnreachable;
}
