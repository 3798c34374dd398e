import { isDeepStrictEqual } from 'node:util';
import type { Logger } from '../../observability/index.ts';
import type { AnyReply } from '../contract/route.ts';
import type { RouteContract } from '../contract/route-contract.ts';

export type ResponseCheck = (contract: RouteContract, reply: AnyReply) => void;

/** A handler answered something that its contract does not describe: our defect. */
export class UndocumentedAnswer extends Error {
  override readonly name = 'UndocumentedAnswer';
}

/**
 * Holds answers to their contracts: an undocumented status, a missing field, and a field too many, which could be a leak.
 *
 * @param mode - `throw`: every answer, for tests and development. A share: that part of the answers, to the log.
 */
export function createResponseCheck(mode: 'throw' | number, logger: Logger): ResponseCheck {
  return (contract, reply) => {
    if (mode === 'throw') {
      const wrong = whatIsWrong(contract, reply);
      if (wrong) throw new UndocumentedAnswer(`${contract.operationId}: ${wrong}`);
    } else if (Math.random() < mode) {
      const wrong = whatIsWrong(contract, reply);
      if (wrong) logger.error({ operation: contract.operationId, wrong }, 'undocumented answer');
    }
  };
}

function whatIsWrong(contract: RouteContract, reply: AnyReply): string | undefined {
  const spec = contract.responses[reply.status];
  if (!spec) return `answers ${reply.status}, which is not in its contract`;
  if (spec.contentType || !spec.body) return undefined;
  // What is sent is the JSON, so that is what is checked.
  const sent = JSON.parse(JSON.stringify(reply.body ?? null));
  const parsed = spec.body.safeParse(sent);
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => `${path.join('/')}: ${message}`).join('; ');
  return isDeepStrictEqual(JSON.parse(JSON.stringify(parsed.data)), sent)
    ? undefined
    : 'sends fields that are not in its contract';
}
