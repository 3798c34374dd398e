import { z } from 'zod';
import { CustomIdError } from '../errors.ts';
import type { Parameters } from '../pieces/types.ts';
import { type CustomIdParameter, describeParameters, longestPacked, prefixed } from './parameters.ts';

/** Discord's limit for a custom id, in characters. */
export const customIdLimit = 100;

const format = 'g1';

/** The parts of a custom id; `payload` is unpacked by the piece's own parameters. */
export interface CustomId {
  readonly plugin: string;
  readonly piece: string;
  readonly payload: string;
}

/**
 * `g1:<plugin>:<piece>:<payload>`, the payload being the values in the order of the parameters.
 * @throws `CustomIdError` when a value doesn't fit its schema, or all of them don't fit 100 characters.
 */
export function encodeCustomId(
  plugin: string,
  piece: string,
  parameters: Parameters,
  values: Readonly<Record<string, unknown>>,
): string {
  const described = describeParameters(parameters);
  const checked = checkValues(piece, parameters, values);
  const payload = described.map((parameter) => pack(parameter, checked[parameter.name])).join(',');
  const id = `${format}:${plugin}:${piece}:${payload}`;
  if (id.length > customIdLimit) {
    throw new CustomIdError(
      'CUSTOM_ID_INVALID',
      `The custom id of "${piece}" would have ${id.length} characters; Discord takes ${customIdLimit}.`,
      'Shorten its texts, or keep them in a collection and pass an id.',
    );
  }
  return id;
}

/** The parts of one of our custom ids, or `undefined` for anything else. */
export function parseCustomId(customId: string): CustomId | undefined {
  const [mark, plugin, piece, ...rest] = customId.split(':');
  if (mark !== format || !plugin || !piece || rest.length === 0) return undefined;
  return { plugin, piece, payload: rest.join(':') };
}

/**
 * The values of a payload, validated by the piece's parameters.
 * @throws `CustomIdError` when the payload is of another shape, as on a message of an older version.
 */
export function decodePayload(
  piece: string,
  parameters: Parameters,
  payload: string,
): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  let position = 0;
  for (const [index, parameter] of describeParameters(parameters).entries()) {
    if (index > 0) {
      if (payload[position] !== ',') throw outdated(piece);
      position += 1;
    }
    const packed = takePacked(parameter, payload, position);
    if (packed === undefined) throw outdated(piece);
    position += packed.length;
    if (packed.value !== undefined) values[parameter.name] = packed.value;
  }
  if (position !== payload.length) throw outdated(piece);
  return checkValues(piece, parameters, values);
}

/** The longest custom id that a piece can make. */
export function longestCustomId(
  plugin: string,
  piece: string,
  parameters: readonly CustomIdParameter[],
): number {
  const separators = Math.max(0, parameters.length - 1);
  const packed = parameters.reduce((total, parameter) => total + longestPacked(parameter), 0);
  return `${format}:${plugin}:${piece}:`.length + separators + packed;
}

function checkValues(
  piece: string,
  parameters: Parameters,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const result = z.strictObject(parameters).safeParse(values);
  if (result.success) return result.data;
  throw new CustomIdError(
    'CUSTOM_ID_INVALID',
    `The values of "${piece}" don't fit its parameters: ${z.prettifyError(result.error)}`,
    'Pass each declared parameter with a value that its schema takes.',
  );
}

function pack(parameter: CustomIdParameter, value: unknown): string {
  if (value === undefined) return '';
  switch (parameter.type) {
    case 'snowflake':
      return BigInt(String(value)).toString(36);
    case 'integer':
      return Number(value).toString(36);
    case 'boolean':
      return value === true ? '1' : '0';
    case 'enum':
    case 'string':
      return prefixed(String(value));
  }
}

function takePacked(
  parameter: CustomIdParameter,
  payload: string,
  start: number,
): { readonly length: number; readonly value: unknown } | undefined {
  const comma = payload.indexOf(',', start);
  const token = payload.slice(start, comma === -1 ? payload.length : comma);
  if (token === '') return { length: 0, value: undefined };
  switch (parameter.type) {
    case 'snowflake':
      return /^[0-9a-z]{1,13}$/.test(token)
        ? { length: token.length, value: fromBase36(token).toString() }
        : undefined;
    case 'integer':
      return /^-?[0-9a-z]{1,11}$/.test(token)
        ? { length: token.length, value: Number.parseInt(token, 36) }
        : undefined;
    case 'boolean':
      return token === '0' || token === '1' ? { length: 1, value: token === '1' } : undefined;
    case 'enum':
    case 'string': {
      const prefix = /^([0-9a-z]{1,2})~/.exec(payload.slice(start, start + 3));
      if (!prefix) return undefined;
      const length = prefix[0].length + Number.parseInt(prefix[1] ?? '', 36);
      if (start + length > payload.length) return undefined;
      return { length, value: payload.slice(start + prefix[0].length, start + length) };
    }
  }
}

function fromBase36(text: string): bigint {
  let value = 0n;
  for (const digit of text) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  return value;
}

function outdated(piece: string): CustomIdError {
  return new CustomIdError(
    'CUSTOM_ID_INVALID',
    `This component was made by another version of "${piece}".`,
    'Open a fresh message of the plugin and use that one.',
  );
}
