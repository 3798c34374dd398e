/** What a reason is about: a member, a message, a channel, or several of them together. */
export interface ExplainSubject {
  readonly member?: string;
  readonly message?: string;
  readonly channel?: string;
}
