/** Discord's JSON error codes that the simulator answers with: HTTP status and text. */
const known = {
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10006: [404, 'Unknown Invite'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10009: [404, 'Unknown Overwrite'],
  10011: [404, 'Unknown Role'],
  10013: [404, 'Unknown User'],
  10014: [404, 'Unknown Emoji'],
  10015: [404, 'Unknown Webhook'],
  10026: [404, 'Unknown Ban'],
  10027: [404, 'Unknown SKU'],
  10029: [404, 'Unknown Entitlement'],
  10060: [404, 'Unknown sticker'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  10065: [404, 'Unknown Voice State'],
  10066: [404, 'Unknown application command permissions'],
  10067: [404, 'Unknown Stage Instance'],
  10070: [404, 'Unknown Guild Scheduled Event'],
  20012: [403, 'You are not authorized to perform this action on this application'],
  30003: [400, 'Maximum number of pins reached (50)'],
  30005: [400, 'Maximum number of guild roles reached (250)'],
  30007: [400, 'Maximum number of webhooks reached (15)'],
  30008: [400, 'Maximum number of emojis reached (50)'],
  30010: [400, 'Maximum number of reactions reached (20)'],
  30013: [400, 'Maximum number of guild channels reached (500)'],
  30015: [400, 'Maximum number of attachments in a message reached (10)'],
  30016: [400, 'Maximum number of invites reached (1000)'],
  30018: [400, 'Maximum number of animated emojis reached (50)'],
  30032: [400, 'Maximum number of application commands reached (100)'],
  30034: [400, 'Max number of daily application command creates has been reached (200)'],
  30038: [400, 'Maximum number of uncompleted guild scheduled events reached (100)'],
  30039: [400, 'Maximum number of stickers reached (5)'],
  30058: [400, 'Maximum number of webhooks per guild reached (1000)'],
  30060: [400, 'Maximum number of channel permission overwrites reached (500)'],
  40001: [401, 'Unauthorized. Provide a valid token and try again'],
  40005: [413, 'Request entity too large. Try sending something smaller in size'],
  40007: [403, 'The user is banned from this guild'],
  40019: [400, 'You can only delete sandbox entitlements'],
  40032: [400, 'Target user is not connected to voice'],
  40033: [400, 'This message has already been crossposted'],
  40041: [409, 'An application command with that name already exists'],
  40060: [400, 'Interaction has already been acknowledged'],
  40067: [400, 'A tag is required to create a forum post in this channel'],
  50001: [403, 'Missing Access'],
  50003: [403, 'Cannot execute action on a DM channel'],
  50004: [403, 'Guild widget disabled'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50007: [403, 'Cannot send messages to this user'],
  50008: [400, 'Cannot send messages in a non-text channel'],
  50013: [403, 'Missing Permissions'],
  50016: [
    400,
    'Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100 messages to delete.',
  ],
  50021: [400, 'Cannot execute action on a system message'],
  50024: [400, 'Cannot execute action on this channel type'],
  50025: [401, 'Invalid OAuth2 access token provided'],
  50027: [401, 'Invalid Webhook Token'],
  50028: [400, 'Invalid Role'],
  50033: [400, 'Invalid Recipient(s)'],
  50034: [400, 'You can only bulk delete messages that are under 14 days old.'],
  50035: [400, 'Invalid Form Body'],
  50041: [400, 'Invalid API version provided'],
  50055: [400, 'Invalid guild'],
  50068: [400, 'Invalid Message Type'],
  50074: [400, 'Cannot delete a channel required for Community guilds'],
  50081: [400, 'Invalid sticker sent'],
  50083: [400, 'Thread is archived'],
  50109: [400, 'The request body contains invalid JSON.'],
  150006: [400, 'The Stage is already open'],
  160002: [400, 'You cannot reply without permission to read message history'],
  160004: [400, 'A thread has already been created for this message'],
  160006: [400, 'Maximum number of active threads reached'],
  200000: [400, 'Message was blocked by automatic moderation'],
  520001: [400, 'Poll expired'],
  520002: [400, 'Invalid channel type for poll creation'],
  520003: [400, 'Cannot edit a poll message'],
  520006: [400, 'Cannot expire a non-poll message'],
} as const satisfies Record<number, readonly [number, string]>;

export type DiscordErrorCode = keyof typeof known;

/** Errors of a form, nested as the form is: leaves are `{ _errors: [{ code, message }] }`. */
export interface FormErrors {
  _errors?: { code: string; message: string }[];
  [key: string]: FormErrors | { code: string; message: string }[] | undefined;
}

/**
 * What Discord answers when it refuses. Thrown by every action, before it has changed anything.
 */
export class DiscordError extends Error {
  readonly code: number;
  readonly status: number;
  readonly errors: FormErrors | undefined;

  constructor(code: number, status: number, message: string, errors?: FormErrors) {
    super(message);
    this.name = 'DiscordError';
    this.code = code;
    this.status = status;
    this.errors = errors;
  }

  toJSON(): { message: string; code: number; errors?: FormErrors } {
    return { message: this.message, code: this.code, ...(this.errors ? { errors: this.errors } : {}) };
  }
}

/** The error with this JSON code. */
export function refuse(code: DiscordErrorCode): DiscordError {
  const [status, message] = known[code];
  return new DiscordError(code, status, message);
}

/** 404 without a JSON code of its own. */
export function notFound(): DiscordError {
  return new DiscordError(0, 404, '404: Not Found');
}

/** Collects what is wrong with a form, then throws one 50035 that names every field. */
export class FormCheck {
  readonly #errors: FormErrors = {};
  #count = 0;

  /** @param path - e.g. `['embeds', 0, 'title']`. */
  add(path: (string | number)[], code: string, message: string): void {
    let at: FormErrors = this.#errors;
    for (const part of path) {
      const next = (at[String(part)] as FormErrors | undefined) ?? {};
      at[String(part)] = next;
      at = next;
    }
    at._errors = [...(at._errors ?? []), { code, message }];
    this.#count += 1;
  }

  get failed(): boolean {
    return this.#count > 0;
  }

  done(): void {
    if (this.failed) throw new DiscordError(50035, 400, 'Invalid Form Body', this.#errors);
  }
}

/** A 50035 about one field. */
export function badField(path: (string | number)[], code: string, message: string): DiscordError {
  const check = new FormCheck();
  check.add(path, code, message);
  try {
    check.done();
  } catch (error) {
    return error as DiscordError;
  }
  throw new Error('unreachable');
}
