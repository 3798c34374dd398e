import type { Duplex } from 'node:stream';
import { GatewayCloseCodes, GatewayOpcodes } from 'discord-api-types/v10';
import type { RawData, WebSocket } from 'ws';
import { realTime } from '../real-time.ts';
import { parseJson } from '../rest/body.ts';
import type { Traffic } from '../traffic.ts';
import type { World } from '../world/world.ts';
import { requestGuildMembers, updatePresence, updateVoiceState } from './commands.ts';
import type { Compression, Encoder } from './encoder.ts';
import { compressFrame, createEncoder } from './encoder.ts';
import type { ReplayedEvent, Session, SessionSink } from './sessions.ts';

type Fields = Record<string, unknown>;

export const heartbeatInterval = 41_250;

/** What a connection asks of the gateway that it belongs to. */
export interface GatewayHost {
  world: World;
  traffic: Traffic;
  /** IDENTIFY. Returns the session, or why not. */
  identify(data: Fields): Session | { close: GatewayCloseCodes } | 'invalid-session';
  /** After READY is out: the rest of what a new session hears. */
  greet(session: Session): void;
  /** For how many milliseconds what comes next is held back; nothing overtakes it. */
  readonly holdFor: () => number;
  readonly withholdsAcks: boolean;
  /** RESUME. `null` when the session cannot be resumed. */
  resume(data: Fields): { session: Session; missed: ReplayedEvent[] } | { close: GatewayCloseCodes } | null;
  ready(session: Session): Record<string, unknown>;
  closed(connection: Connection): void;
}

/** One client on one socket, from HELLO to its end. */
export class Connection implements SessionSink {
  session: Session | null = null;
  readonly #socket: WebSocket;
  readonly #host: GatewayHost;
  readonly #encoder: Encoder;
  readonly #watchdog: NodeJS.Timeout;
  #lastHeartbeat = realTime();
  #frames: number[] = [];
  #silent = false;
  /** Events that are held back, and those behind them. */
  #held: ReplayedEvent[] = [];
  #compressFrames = false;

  constructor(socket: WebSocket, wire: Duplex, host: GatewayHost, compression: Compression) {
    this.#socket = socket;
    this.#host = host;
    this.#encoder = createEncoder(socket, wire, compression);
    socket.on('message', (data) => this.#read(data));
    socket.on('close', (code) => this.#ended(code));
    socket.on('error', () => socket.terminate());
    this.#watchdog = setInterval(() => {
      if (realTime() - this.#lastHeartbeat > heartbeatInterval * 2)
        this.close(GatewayCloseCodes.SessionTimedOut);
    }, heartbeatInterval);
    this.#watchdog.unref();
    this.#send(GatewayOpcodes.Hello, { heartbeat_interval: heartbeatInterval, _trace: ['["simulator"]'] });
  }

  /** Frames that the socket has not taken yet. */
  get pending(): number {
    return this.#silent
      ? 0
      : this.#held.length + this.#encoder.pending + (this.#socket.bufferedAmount > 0 ? 1 : 0);
  }

  deliver(event: ReplayedEvent): void {
    if (this.#held.length > 0) {
      this.#held.push(event);
      return;
    }
    const ms = this.#host.holdFor();
    if (ms === 0) {
      this.#tell(event);
      return;
    }
    this.#held.push(event);
    setTimeout(() => {
      for (const held of this.#held.splice(0)) this.#tell(held);
    }, ms);
  }

  #tell(event: ReplayedEvent): void {
    this.#write(GatewayOpcodes.Dispatch, event.seq, event.t, event.json);
  }

  close(code: number): void {
    this.#encoder.flush();
    this.#socket.close(code);
  }

  /** Cuts the connection without a word, as a broken network does. */
  drop(): void {
    this.#socket.terminate();
  }

  get silent(): boolean {
    return this.#silent;
  }

  /** From now on nothing comes any more, though the socket stays open. */
  silence(): void {
    this.#silent = true;
  }

  askToReconnect(): void {
    this.#send(GatewayOpcodes.Reconnect, null);
  }

  invalidate(resumable: boolean): void {
    this.#send(GatewayOpcodes.InvalidSession, resumable);
  }

  #send(op: number, data: unknown): void {
    this.#write(op, null, null, JSON.stringify(data));
  }

  #write(op: number, s: number | null, t: string | null, json: string): void {
    if (this.#silent || this.#socket.readyState !== this.#socket.OPEN) return;
    const name = t === null ? 'null' : `"${t}"`;
    const text = `{"op":${op},"s":${s},"t":${name},"d":${json}}`;
    if (this.#compressFrames && text.length > 1024) {
      this.#encoder.flush();
      this.#socket.send(compressFrame(text));
    } else this.#encoder.send(text);
    this.#record('out', op, t, json);
  }

  #record(direction: 'in' | 'out', op: number, t: string | null, json: string): void {
    const { traffic, world } = this.#host;
    const shard = this.session?.shard[0] ?? 0;
    const applicationId = this.session?.application.id ?? null;
    traffic.addFrame({ at: world.now(), direction, applicationId, shard, op, t, json });
  }

  #read(raw: RawData): void {
    if (this.#silent) return;
    const now = realTime();
    this.#frames = this.#frames.filter((at) => now - at < 60_000);
    this.#frames.push(now);
    if (this.#frames.length > 120) {
      this.close(GatewayCloseCodes.RateLimited);
      return;
    }
    const text = raw.toString();
    if (text.length > 15_360) {
      this.close(GatewayCloseCodes.DecodeError);
      return;
    }
    let frame: Fields;
    try {
      frame = parseJson(text) as Fields;
    } catch {
      this.close(GatewayCloseCodes.DecodeError);
      return;
    }
    if (frame === null || typeof frame !== 'object' || typeof frame.op !== 'number') {
      this.close(GatewayCloseCodes.DecodeError);
      return;
    }
    const data = (frame.d ?? {}) as Fields;
    this.#record(
      'in',
      frame.op,
      null,
      JSON.stringify(frame.op === GatewayOpcodes.Identify ? { ...data, token: '…' } : frame.d) ?? 'null',
    );
    this.#obey(frame.op, frame.d, data);
  }

  #obey(op: number, raw: unknown, data: Fields): void {
    switch (op) {
      case GatewayOpcodes.Heartbeat:
        this.#lastHeartbeat = realTime();
        if (typeof raw === 'number' && this.session && raw > this.session.seq) {
          this.close(GatewayCloseCodes.InvalidSeq);
          return;
        }
        if (!this.#host.withholdsAcks) this.#send(GatewayOpcodes.HeartbeatAck, null);
        return;
      case GatewayOpcodes.Identify:
        this.#identify(data);
        return;
      case GatewayOpcodes.Resume:
        this.#resume(data);
        return;
    }
    if (!this.session) {
      this.close(GatewayCloseCodes.NotAuthenticated);
      return;
    }
    switch (op) {
      case GatewayOpcodes.PresenceUpdate:
        updatePresence(this.#host.world, this.session, data);
        return;
      case GatewayOpcodes.VoiceStateUpdate:
        updateVoiceState(this.#host.world, this.session, data);
        return;
      case GatewayOpcodes.RequestGuildMembers:
        requestGuildMembers(this.#host.world, this.session, data);
        return;
      case GatewayOpcodes.RequestSoundboardSounds:
        return;
      default:
        this.close(GatewayCloseCodes.UnknownOpcode);
        return;
    }
  }

  #identify(data: Fields): void {
    if (this.session) {
      this.close(GatewayCloseCodes.AlreadyAuthenticated);
      return;
    }
    const result = this.#host.identify(data);
    if (result === 'invalid-session') {
      this.invalidate(false);
      return;
    }
    if ('close' in result) {
      this.close(result.close);
      return;
    }
    this.session = result;
    this.#compressFrames = data.compress === true;
    result.sink = this;
    result.lostAt = null;
    result.dispatch({ t: 'READY', d: this.#host.ready(result) });
    const presence = data.presence;
    updatePresence(this.#host.world, result, (presence as Fields | undefined) ?? { status: 'online' });
    this.#host.greet(result);
  }

  #resume(data: Fields): void {
    if (this.session) {
      this.close(GatewayCloseCodes.AlreadyAuthenticated);
      return;
    }
    const result = this.#host.resume(data);
    if (result === null) {
      this.invalidate(false);
      return;
    }
    if ('close' in result) {
      this.close(result.close);
      return;
    }
    const { session, missed } = result;
    this.session = session;
    session.sink = this;
    session.lostAt = null;
    for (const event of missed) this.deliver(event);
    session.dispatch({ t: 'RESUMED', d: { _trace: ['["simulator"]'] } });
  }

  #ended(code: number): void {
    clearInterval(this.#watchdog);
    this.#encoder.close();
    const session = this.session;
    if (session?.sink === this) {
      session.sink = null;
      session.lostAt = realTime();
    }
    // A client that says goodbye (1000, 1001) gives its session up.
    this.goodbye = code === 1000 || code === 1001;
    this.#host.closed(this);
  }

  goodbye = false;
}
