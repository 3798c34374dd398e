import type { components } from './schema.generated.ts';

export type Problem = components['schemas']['Problem'];
export type FieldError = components['schemas']['FieldError'];

/** Stable codes of the host, and `unexpected_answer` for what something in between answered. */
export type ProblemCode = Problem['code'] | 'unexpected_answer';

/**
 * The host refused, and says why. `message` is its title; `detail` and `remedy` are written for people, in the
 * language that the client asked for.
 *
 * @example
 * try { await api.put(path, { params, body, ifMatch }); }
 * catch (error) { if (error instanceof ApiProblem && error.code === 'revision_mismatch') await merge(); }
 */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly remedy: string;
  /** What is wrong with which value; empty when the problem is not about values. */
  readonly errors: readonly FieldError[];
  /** Names the request in the host's log. */
  readonly requestId: string | undefined;

  constructor(
    problem: Pick<Problem, 'status' | 'title' | 'detail' | 'remedy'> &
      Partial<Omit<Problem, 'code'>> & { code: ProblemCode },
  ) {
    super(problem.title);
    this.name = 'ApiProblem';
    this.status = problem.status;
    this.code = problem.code;
    this.detail = problem.detail;
    this.remedy = problem.remedy;
    this.errors = problem.errors ?? [];
    this.requestId = problem.requestId;
  }
}

/** No answer came: the host is down or the network is. `cause` is what `fetch` threw. */
export class ApiUnreachable extends Error {
  constructor(url: string, cause: unknown) {
    super(`No answer from ${url}. Check that Guildhall is running and that the network works.`, { cause });
    this.name = 'ApiUnreachable';
  }
}

/** Reads the body of an answer that is not a success. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const text = await response.text();
  if (response.headers.get('content-type')?.startsWith('application/problem+json')) {
    return new ApiProblem(JSON.parse(text) as Problem);
  }
  return new ApiProblem({
    status: response.status,
    code: 'unexpected_answer',
    title: `Unexpected answer ${response.status}`,
    detail: text.slice(0, 200),
    remedy: 'Something between this client and Guildhall answered; check the address and the proxy.',
  });
}
