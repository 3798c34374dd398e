/** Who acts: a member's id, something with one such as `ctx.member`, or the bot itself. */
export type Acting = string | { readonly id: string } | 'bot';

/** What is acted on. `'guild'`: nothing in particular. */
export type ActedOn =
  | 'guild'
  | { readonly member: string }
  | { readonly role: string }
  | { readonly channel: string };

/** Why somebody may not, as {@link Context.cannot} says it. */
export type Obstacle =
  /** The actor, or what it would act on, is not in this guild (any more). */
  | 'unknown'
  | 'permission_missing'
  | 'target_is_self'
  | 'target_is_owner'
  /** Discord times no administrators out. */
  | 'target_is_administrator'
  /** The target's highest role, or the role itself, is not below the actor's. */
  | 'hierarchy'
  /** An integration gives this role, and nobody else can. */
  | 'role_managed'
  /** The actor may; the bot's own permissions don't reach. */
  | 'bot_permission_missing'
  | 'bot_hierarchy';
