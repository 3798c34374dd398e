const discordEpoch = 1_420_070_400_000;

/** When something of Discord's was made, by its id. Milliseconds since 1970. */
export function madeAt(id: string): number {
  return Number(BigInt(id) >> 22n) + discordEpoch;
}

/** The id that something made at this moment would at least have. */
export function snowflakeAt(time: number): string {
  return String(BigInt(Math.floor(time) - discordEpoch) << 22n);
}

/** Ids of Discord's grow with time. */
export function isNewer(id: string, than: string): boolean {
  return BigInt(id) > BigInt(than);
}
