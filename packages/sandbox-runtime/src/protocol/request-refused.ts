/** What is wrong with one part of a request, by the JSON pointer of that part. */
export interface RequestIssue {
  readonly pointer: string;
  readonly message: string;
}

const mostIssues = 6;
const longest = { pointer: 100, message: 150 };

/**
 * A route's own schemas refuse what its manifest lets through (a refinement, a text that is empty once it is trimmed): the caller's
 * mistake, and none of the plugin's.
 */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  /** The issues as JSON, as many as cross the channel whole. */
  readonly texts: string;

  constructor(issues: readonly RequestIssue[]) {
    super('The request is not what this route takes.');
    this.texts = JSON.stringify(
      issues.slice(0, mostIssues).map(({ pointer, message }) => ({
        pointer: pointer.slice(0, longest.pointer),
        message: message.slice(0, longest.message),
      })),
    );
  }
}
