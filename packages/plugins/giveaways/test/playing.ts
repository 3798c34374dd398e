import type { Reply, Scene, VirtualMember } from '@guildhall/testing';

type Message = ReturnType<ReturnType<VirtualMember['in']>['messages']>[number];
type Values = Parameters<VirtualMember['run']>[1];

/** The owner starts a giveaway in `#general`. @returns its message */
export async function started(scene: Scene, values: Values = {}, command = 'start'): Promise<Message> {
  const { owner } = scene.guild;
  const defaults = command === 'start' ? { prize: 'Cake', duration: '1h', winners: 1 } : {};
  const reply = await owner.in('general').run(`/giveaway ${command}`, { ...defaults, ...values });
  const link = /channels\/\d+\/(\d+)\/(\d+)/.exec(reply.content);
  if (!link) throw new Error(`no giveaway was started: ${reply.content}`);
  const message = owner
    .in(link[1] ?? '')
    .messages()
    .find(({ id }) => id === link[2]);
  if (!message) throw new Error('the giveaway’s message is not there');
  return message;
}

/** The owner runs a command about a giveaway. @returns what they are told */
export async function manage(scene: Scene, command: string, values: Values = {}): Promise<string> {
  return (await scene.guild.owner.in('general').run(`/giveaway ${command}`, { giveaway: '#1', ...values }))
    .content;
}

export async function press(member: VirtualMember, message: { id: string }, label = 'Enter'): Promise<Reply> {
  return member.click(message, label);
}

/** Everything that has been announced in a channel, oldest first. */
export function announced(scene: Scene, channel = 'general'): string[] {
  return texts(scene, channel).filter((text) => /you’ve won|nobody/.test(text));
}

export function texts(scene: Scene, channel = 'general'): string[] {
  return scene.guild.owner
    .in(channel)
    .messages(100)
    .map(({ content }) => content);
}

/** Ids of who is named as a winner by an announcement. */
export function winnersIn(text: string | undefined): string[] {
  return Array.from((text ?? '').matchAll(/<@(\d+)>/g), (match) => match[1] ?? '');
}

/** What a giveaway's message shows now, as one text. */
export function shown(message: Message): string {
  return JSON.stringify([message.json.embeds, message.json.components]);
}
