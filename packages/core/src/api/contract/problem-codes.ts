/**
 * Every stable `code` that a problem answer can carry, with the HTTP status it always comes with.
 * The texts for people are in `problem-texts.ts`, in each language.
 */
export const problemStatus = {
  invalid_request: 400,
  invalid_cursor: 400,
  /** A plugin refused: the status is its own, 400 to 499. */
  plugin_refused: 400,
  malformed_body: 400,
  sign_in_state_invalid: 400,
  not_signed_in: 401,
  cross_site_request: 403,
  guild_forbidden: 403,
  administrator_required: 403,
  route_not_found: 404,
  guild_not_found: 404,
  plugin_not_found: 404,
  not_installed: 404,
  member_not_found: 404,
  revision_not_found: 404,
  version_not_found: 404,
  method_not_allowed: 405,
  already_installed: 409,
  consent_outdated: 409,
  consent_required: 409,
  state_conflict: 409,
  plugin_off: 409,
  idempotency_in_flight: 409,
  nothing_to_roll_back: 409,
  revision_mismatch: 412,
  body_too_large: 413,
  unsupported_media_type: 415,
  config_invalid: 422,
  idempotency_key_reused: 422,
  settings_invalid: 422,
  missing_permissions: 422,
  missing_intent: 422,
  requirement_missing: 422,
  sdk_unsupported: 422,
  plugin_broken: 422,
  precondition_required: 428,
  too_many_requests: 429,
  internal_error: 500,
  plugin_failed: 500,
  discord_unavailable: 502,
  not_ready: 503,
  plugin_resting: 503,
  plugin_timeout: 504,
} as const satisfies Record<string, number>;

export type ProblemCode = keyof typeof problemStatus;

export const problemCodes = Object.keys(problemStatus) as [ProblemCode, ...ProblemCode[]];
