import { type SignedIn, type Stage, signIn, type VirtualMember } from '@guildhall/testing';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a route answers is what a test is about
  readonly body: any;
}

/** The plugin's API as somebody may use it, through real HTTP. */
export function apiOf(stage: Stage) {
  // One name is one person in every guild of the stage.
  const known = new Map<string, SignedIn>();
  return async (member: VirtualMember) => {
    const signedIn = known.get(member.id) ?? (await signIn(stage.guildhall, member));
    known.set(member.id, signedIn);
    return async (method: string, path: string, body?: unknown): Promise<Answer> => {
      const answer = await signedIn.fetch(`/api/v1/guilds/${member.guild.id}/plugins/moderation${path}`, {
        method,
        ...(body === undefined
          ? {}
          : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      await stage.idle();
      return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
    };
  };
}
