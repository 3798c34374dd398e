import { ServiceError } from '@guildhall/sdk';
import type { ContributionPiece } from '@guildhall/sdk/host';
import { callContribution } from './context/contributions.ts';
import type { LiveContexts } from './context/live-contexts.ts';
import { callOffer } from './context/service-clients.ts';
import type { HandlerRunner, Outcome } from './handler-runner.ts';
import type { LiveInstallation } from './live-installation.ts';

/** What one plugin does because another asked: it runs in the name of the one that does it. */
export class CallsBetween {
  readonly #runner: HandlerRunner;
  readonly #contexts: LiveContexts;

  constructor(runner: HandlerRunner, contexts: LiveContexts) {
    this.#runner = runner;
    this.#contexts = contexts;
  }

  offer(provider: LiveInstallation, offer: string, input: unknown): Promise<unknown> {
    return this.#run(provider, 'offer', offer, () =>
      callOffer(provider, offer, input, () => this.#contexts.of(provider)),
    );
  }

  contribution(contributor: LiveInstallation, piece: ContributionPiece, input: unknown): Promise<unknown> {
    return this.#run(contributor, 'contribution', piece.name, () =>
      callContribution(contributor, piece, input, () => this.#contexts.of(contributor)),
    );
  }

  async #run(
    provider: LiveInstallation,
    kind: 'offer' | 'contribution',
    name: string,
    work: () => Promise<unknown>,
  ): Promise<unknown> {
    let result: unknown;
    let failure: unknown;
    const outcome: Outcome = await this.#runner.run(provider, kind, `${kind} ${name}`, async () => {
      try {
        result = await work();
      } catch (error) {
        failure = error;
        // A wrong input is the caller's mistake: the provider is not blamed for it.
        if (!(error instanceof ServiceError && error.code === 'SERVICE_INPUT_INVALID')) throw error;
      }
    });
    if (failure !== undefined) throw failure;
    if (outcome.kind === 'done') return result;
    throw new ServiceError('SERVICE_UNAVAILABLE', `${provider.pluginId} can't answer now (${outcome.kind}).`);
  }
}
