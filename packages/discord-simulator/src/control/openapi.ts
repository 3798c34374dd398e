import { z } from 'zod';
import { answers, controlEvent, errorBody } from './answers.ts';
import type { OperationName } from './protocol.ts';
import { requests } from './requests.ts';

/** What each operation does, in a line. */
const summaries: Record<OperationName, string> = {
  snapshot: 'Everything that one user sees',
  messages: 'A page of a channel’s messages, the newest last; before pages back',
  pins: 'The pinned messages of a channel, the last pinned first',
  members: 'A page of a guild’s members, in the order in which they came',
  commands: 'The commands that a member may use in a channel',
  permissions: 'The permissions that a member has in a channel, by name',
  say: 'Sends a message: text, files, a reply, or a poll',
  edit: 'Edits one’s own message',
  delete: 'Deletes a message',
  react: 'Adds a reaction, or removes one’s own',
  pin: 'Pins a message, or unpins it',
  vote: 'Votes in a poll; what was chosen before is replaced',
  endPoll: 'Ends one’s own poll at once',
  type: 'Shows that the member is typing',
  dismiss: 'Takes an ephemeral message off the member’s screen',
  dm: 'Opens the direct messages with a bot',
  startThread: 'Starts a thread, from a message or without, or a forum’s post',
  thread: 'Enters or leaves a thread, archives, locks or renames it',
  run: 'Runs a slash command, and waits for the first answer',
  autocomplete: 'What an application suggests for the option that the member is typing in',
  context: 'Runs a command of the menu on a message or on a user',
  click: 'Presses a button',
  select: 'Chooses in a select menu',
  submit: 'Sends the modal that an interaction was answered with',
  reply: 'Waits until a deferred answer is there, and reads what came of an interaction',
  join: 'A new user joins the guild, or, with as, one that exists',
  leave: 'Leaves a guild',
  voice: 'Enters or leaves voice, mutes and deafens oneself',
  role: 'Gives a role to a member, or takes it',
  nickname: 'Changes a nickname',
  moderate: 'Times out, kicks, bans, unbans',
  locale: 'Chooses the language of a user’s client, which interactions tell applications',
  follow: 'Says that a member is interested in a scheduled event, or no longer',
  buy: 'Buys what an application sells',
  createChannel: 'Makes a channel',
  deleteChannel: 'Deletes a channel or thread',
  application: 'An application with its token; made when there is none of this name',
  guild: 'A guild; made when there is none of this name, and what it lacks is added',
  install: 'Adds a bot to a guild, or removes it',
  emoji: 'Adds an emoji to a guild',
  populate: 'Fills a guild with people',
  sell: 'Puts something up for sale',
  clock: 'Reads the simulated clock, or moves it and waits until everything has caught up',
  faults: 'Reads what is broken on purpose, sets the latency, or ends every fault',
  failNext: 'Lets the next calls of a route fail',
  sabotage: 'Breaks the gateway, now',
  traffic: 'The last REST calls and gateway frames',
  idle: 'Waits until nothing is under way; tells what Discord would have refused so far',
  save: 'Writes the whole world to a file',
};

type Json = Record<string, unknown>;

/** Shapes that other ones name are told once, under their names. */
function schemaWriter() {
  const schemas: Json = {};
  return {
    schemas,
    write(shape: z.ZodType, io: 'input' | 'output'): Json {
      const {
        $defs = {},
        $schema: _dialect,
        ...written
      } = z.toJSONSchema(shape, { io, unrepresentable: 'any' }) as Json;
      const text = JSON.stringify({ written, $defs }).replaceAll('#/$defs/', '#/components/schemas/');
      const moved = JSON.parse(text) as { written: Json; $defs: Json };
      for (const [name, schema] of Object.entries(moved.$defs)) {
        const { id: _id, ...rest } = schema as Json;
        schemas[name] ??= rest;
      }
      // A shape with a name of its own stands among the others, too.
      if (typeof moved.written.id !== 'string') return moved.written;
      const { id, ...rest } = moved.written;
      schemas[id] ??= rest;
      return { $ref: `#/components/schemas/${id}` };
    },
  };
}

let written: Json | undefined;

/** The OpenAPI 3.1 description of the control API, made of the shapes by which requests are checked. */
export function openApiDocument(): Json {
  written ??= writeDocument();
  return written;
}

function writeDocument(): Json {
  const { schemas, write } = schemaWriter();
  const body = (schema: Json, description: string): Json => ({
    description,
    content: { 'application/json': { schema } },
  });
  const error = write(errorBody, 'output');
  const refusals = {
    400: body(error, 'The request is not what the operation takes'),
    401: body(error, 'No token, or a wrong one'),
    403: body(error, 'Not from here: a foreign Host or Origin'),
    404: body(error, 'There is no such operation, application or name'),
    422: body(error, 'The world said no, as Discord would: reason, discordCode and missing say why'),
  };
  const paths: Json = {
    '/control/events': {
      get: {
        operationId: 'events',
        summary: 'Everything that one user sees, as it happens (server-sent events)',
        description:
          'The first event is a snapshot, so that who reconnects is right again without asking. `event:` is the type, `data:` the JSON of one ControlEvent.',
        parameters: [
          {
            name: 'as',
            in: 'query',
            schema: { type: 'string' },
            description: 'Whose view; the first guild’s owner when not given',
          },
          {
            name: 'traffic',
            in: 'query',
            schema: { const: '1' },
            description: 'Tell REST calls and gateway frames, too',
          },
        ],
        responses: {
          200: {
            description: 'A stream that stays open',
            content: { 'text/event-stream': { schema: write(controlEvent, 'output') } },
          },
          401: refusals[401],
          403: refusals[403],
        },
      },
    },
  };
  for (const name of Object.keys(requests) as OperationName[]) {
    paths[`/control/${name}`] = {
      post: {
        operationId: name,
        summary: summaries[name],
        requestBody: {
          required: true,
          content: { 'application/json': { schema: write(requests[name], 'input') } },
        },
        responses: { 200: body(write(answers[name], 'output'), 'Done'), ...refusals },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Control API of the simulated Discord',
      version: '1',
      description:
        'Plays members, builds guilds, moves the clock and injects faults. Loopback only. Every operation is a POST with a JSON body.',
    },
    security: [{ controlToken: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: { controlToken: { type: 'http', scheme: 'bearer' } },
    },
  };
}
