// How Guildhall's own process is started, so that it weighs no more than it uses. For a bot of a few hundred guilds these take
// about a fifth off what is resident, and cost no processor time that could be measured.

/** V8's young generation stays at 16 MB: left alone it grows to 64, of which a bot uses a few. */
export const hostFlags = ['--max-semi-space-size=8'];

/** glibc otherwise keeps an arena of its own for each of the process's dozen threads. An operator's own value is kept. */
export const hostEnvironment = { MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? '2' };
