export * from './application.ts';
export * from './channel.ts';
export * from './guild.ts';
export * from './message.ts';
export * from './time.ts';
export * from './user.ts';
