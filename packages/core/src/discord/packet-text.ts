/** On a packet: the text that it was read from, as Discord sent it. */
export const packetText: unique symbol = Symbol('packetText');

/** What of discord.js' connections this rests on; `test/discord/internals.test.ts` holds them to it. */
interface Shard {
  unpackMessage(data: unknown, isBinary: boolean): Promise<unknown>;
}

interface Connections {
  readonly shards: ReadonlyMap<number, object>;
  spawn(shardIds: number[]): Promise<void>;
}

/**
 * Makes connections leave its text with each packet that comes as one: who passes it on whole need not write it anew, and who keeps
 * it for later keeps one text instead of its many objects. Compressed packets have none.
 */
export function keepTexts(connections: Connections): void {
  const spawn = connections.spawn.bind(connections);
  connections.spawn = async (shardIds) => {
    await spawn(shardIds);
    for (const id of shardIds) {
      const shard = connections.shards.get(id);
      if (shard) keepTextsOf(shard as Shard);
    }
  };
}

function keepTextsOf(shard: Shard): void {
  const unpack = shard.unpackMessage.bind(shard);
  shard.unpackMessage = async (data, isBinary) => {
    const packet = await unpack(data, isBinary);
    if (!isBinary && typeof data === 'string' && typeof packet === 'object' && packet !== null) {
      (packet as { [packetText]?: string })[packetText] = data;
    }
    return packet;
  };
}
