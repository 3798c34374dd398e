import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../src/egress/public-address.ts';

const byte = fc.integer({ min: 0, max: 255 });
const word = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
const dotted = (...parts: fc.Arbitrary<number>[]) => fc.tuple(...parts).map((bytes) => bytes.join('.'));
const only = (value: number) => fc.constant(value);
const within = (min: number, max: number) => fc.integer({ min, max });

const private4 = fc.oneof(
  dotted(only(0), byte, byte, byte),
  dotted(only(10), byte, byte, byte),
  dotted(only(100), within(64, 127), byte, byte),
  dotted(only(127), byte, byte, byte),
  dotted(only(169), only(254), byte, byte),
  dotted(only(172), within(16, 31), byte, byte),
  dotted(only(192), only(168), byte, byte),
  dotted(only(198), within(18, 19), byte, byte),
  dotted(within(224, 255), byte, byte, byte),
);
const words = (first: fc.Arbitrary<string>, count: number) =>
  fc.tuple(first, ...Array.from({ length: count - 1 }, () => word)).map((parts) => parts.join(':'));
const hex = (min: number, max: number) => within(min, max).map((value) => value.toString(16));
const private6 = fc.oneof(
  words(hex(0xfc00, 0xfdff), 8),
  words(hex(0xfe80, 0xfebf), 8),
  words(hex(0xff00, 0xffff), 8),
  words(hex(0x2002, 0x2002), 8),
  words(hex(0, 0x1fff), 8),
  words(hex(0x4000, 0xfbff), 8),
  private4.map((address) => `::ffff:${address}`),
  private4.map((address) => `::${address}`),
  private4.map((address) => `64:ff9b::${address}`),
  fc.tuple(word, word).map(([a, b]) => `2001:0:${a}:${b}::1`),
);

describe('public addresses', () => {
  it('GIVEN any private, reserved or translated address THEN it is not public', () => {
    fc.assert(
      fc.property(fc.oneof(private4, private6), (address) => !isPublicAddress(address)),
      { numRuns: 5_000 },
    );
  });

  it('GIVEN addresses of services on the internet THEN they are public', () => {
    for (const address of [
      '1.1.1.1',
      '93.184.215.14',
      '172.15.0.1',
      '172.32.0.1',
      '100.63.0.1',
      '100.128.0.1',
      '223.255.255.254',
    ]) {
      expect(isPublicAddress(address), address).toBe(true);
    }
    for (const address of ['2606:4700:4700::1111', '2a00:1450:4007:80e::200e', '2001:4860:4860::8888']) {
      expect(isPublicAddress(address), address).toBe(true);
    }
  });

  it('GIVEN what is no address, or one of a network card THEN it is not public', () => {
    for (const address of [
      '',
      'localhost',
      '1.1.1',
      '0x7f.1',
      '2130706433',
      '1.1.1.1:80',
      '2606:4700::1%eth0',
      '::',
      '::1',
    ]) {
      expect(isPublicAddress(address), address).toBe(false);
    }
  });
});
