import { arch, cpus, hostname, platform, release, totalmem } from 'node:os';
import { isNumber } from '../bson/types.ts';
import { type Doc, doc, int, ObjectId, UtcDate } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { sessionMinutes } from '../sessions/retries.ts';
import { maxDocumentBytes, maxMessageBytes } from '../wire/message.ts';
import type { Command, CommandContext } from './command.ts';
import { setOf } from './fields.ts';

/** The wire version of MongoDB 8.0, whose commands are answered here. */
const wireVersion = 25;
const version = '8.0.0';
const versionArray = [8, 0, 0, 0].map(int);
const electionId = new ObjectId(Buffer.from('7fffffff0000000000000001', 'hex'));
const none: ReadonlySet<string> = new Set();

function hello(context: CommandContext): Doc {
  const legacy = context.name !== 'hello';
  const { address } = context.engine;
  return doc({
    helloOk: true,
    [legacy ? 'ismaster' : 'isWritablePrimary']: true,
    setName: 'guildhall',
    setVersion: int(1),
    secondary: false,
    hosts: [address],
    primary: address,
    me: address,
    electionId,
    maxBsonObjectSize: int(maxDocumentBytes),
    maxMessageSizeBytes: int(maxMessageBytes),
    maxWriteBatchSize: int(100_000),
    localTime: new UtcDate(Math.trunc(context.now)),
    logicalSessionTimeoutMinutes: int(sessionMinutes),
    connectionId: int(context.client.id),
    minWireVersion: int(0),
    maxWireVersion: int(wireVersion),
    readOnly: false,
  });
}

function buildInfo(): Doc {
  return doc({
    version,
    versionArray,
    gitVersion: 'embedded-mongo',
    modules: ['embedded-mongo'],
    storageEngines: ['sqlite'],
    bits: int(64),
    debug: false,
    maxBsonObjectSize: int(maxDocumentBytes),
    sysInfo: `node ${process.version}, sqlite ${process.versions.sqlite ?? ''}`.trim(),
  });
}

/** The parameters that say something true about this server. */
function parameters(): Doc {
  return doc({
    featureCompatibilityVersion: doc({ version: '8.0' }),
    localLogicalSessionTimeoutMinutes: int(sessionMinutes),
    transactionLifetimeLimitSeconds: int(60),
    ttlMonitorSleepSecs: int(60),
    ttlMonitorEnabled: true,
  });
}

function getParameter(context: CommandContext): Doc {
  const known = parameters();
  if (context.body.get('getParameter') === '*') return known;
  const out: Doc = new Map();
  for (const [name, value] of context.body) {
    if (known.has(name) && (value === true || isNumber(value))) out.set(name, known.get(name) ?? null);
  }
  if (out.size === 0) throw new MongoError('InvalidOptions', 'no option found to get');
  return out;
}

export const handshakeCommands: readonly Command[] = [
  {
    names: ['hello', 'isMaster', 'ismaster'],
    fields: setOf('helloOk', 'client', 'compression', 'loadBalanced', 'hostInfo', 'backpressure'),
    refused: setOf('saslSupportedMechs', 'speculativeAuthenticate', 'topologyVersion', 'maxAwaitTimeMS'),
    kind: 'read',
    run: hello,
  },
  { names: ['ping'], fields: none, kind: 'read', run: () => new Map() },
  { names: ['buildInfo', 'buildinfo'], fields: none, kind: 'read', run: buildInfo },
  {
    names: ['hostInfo'],
    fields: none,
    kind: 'read',
    adminOnly: true,
    run: (context) =>
      doc({
        system: doc({
          currentTime: new UtcDate(Math.trunc(context.now)),
          hostname: hostname(),
          cpuAddrSize: int(64),
          memSizeMB: BigInt(Math.floor(totalmem() / 1024 / 1024)),
          numCores: int(cpus().length),
          cpuArch: arch(),
        }),
        os: doc({ type: platform(), name: platform(), version: release() }),
        extra: new Map(),
      }),
  },
  {
    names: ['getParameter'],
    fields: setOf(...parameters().keys(), 'allParameters'),
    kind: 'read',
    adminOnly: true,
    run: getParameter,
  },
  {
    names: ['connectionStatus'],
    fields: setOf('showPrivileges'),
    kind: 'read',
    run: () => doc({ authInfo: doc({ authenticatedUsers: [], authenticatedUserRoles: [] }) }),
  },
];
