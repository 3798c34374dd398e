export {
  type CustomId,
  customIdLimit,
  decodePayload,
  encodeCustomId,
  longestCustomId,
  parseCustomId,
} from './codec.ts';
export { type CustomIdParameter, describeParameters } from './parameters.ts';
