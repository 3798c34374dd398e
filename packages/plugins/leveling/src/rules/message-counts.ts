interface IncomingMessage {
  readonly type: number;
  readonly author: { readonly bot?: boolean };
  readonly webhook_id?: string;
  readonly member?: unknown;
}

/** Discord's types of what a person wrote: an ordinary message and a reply. */
const written: readonly number[] = [0, 19];

/** Whether someone wrote this: bots, webhooks and Discord's own notices earn nothing. */
export function isWrittenByMember(message: IncomingMessage): boolean {
  return (
    message.author.bot !== true &&
    message.webhook_id === undefined &&
    message.member !== undefined &&
    written.includes(message.type)
  );
}
