export { prepareRuntime, type RuntimeFolders } from './bundle/runtime-folder.ts';
export { Channel, type Message } from './protocol/channel.ts';
export { readClock } from './protocol/clock-reading.ts';
export { describeError, type PortableError, readError, reviveError } from './protocol/errors.ts';
export {
  FrameReader,
  fragmentBytes,
  framesOf,
  longestFrame,
  longestMessage,
  ProtocolError,
} from './protocol/frames.ts';
export {
  type CallExtras,
  type CallRef,
  cacheOnly,
  countsByEvent,
  type EventEnd,
  type EventHead,
  type Greeting,
  type GuildFacts,
  type Loaded,
  mostInBatch,
  noPiece,
  type RestAnswer,
  type RestCall,
} from './protocol/messages.ts';
export { decodeValue, encodeValue, NotPortableError } from './protocol/values.ts';
