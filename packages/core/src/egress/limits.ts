/** What one call of `ctx.fetch` may take. The SDK's `Context.fetch` tells authors the same. */
export const limits = {
  urlLength: 4_096,
  requestBytes: 256 * 1024,
  responseBytes: 1024 * 1024,
  headerBytes: 16 * 1024,
  redirects: 3,
  timeMs: 10_000,
  /** Of one plugin in one guild. */
  atOnce: 4,
  perMinute: 60,
} as const;
