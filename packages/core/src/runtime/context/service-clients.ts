import { type OptionalService, type Service, ServiceError } from '@guildhall/sdk';
import { asPlugin } from '../../discord/index.ts';
import type { LiveInstallation } from '../live-installation.ts';

/** Runs a provider's handler in the provider's own name, counted and rested like its other handlers. */
export type RunOffer = (provider: LiveInstallation, offer: string, input: unknown) => Promise<unknown>;

/**
 * The clients under `ctx.use`. The provider is looked up at each call: it may come and go meanwhile.
 * An optional service that isn't there is `undefined`; a call of a required one then throws `SERVICE_UNAVAILABLE`.
 */
export function serviceClients(
  uses: Readonly<Record<string, Service | OptionalService>>,
  provider: (serviceId: string) => LiveInstallation | undefined,
  run: RunOffer,
): Readonly<Record<string, unknown>> {
  const clients: Record<string, unknown> = {};
  for (const [name, used] of Object.entries(uses)) {
    const isOptional = 'optional' in used;
    const service: Service = isOptional ? used.optional : used;
    Object.defineProperty(clients, name, {
      enumerable: true,
      get: () => (isOptional && !provider(service.id) ? undefined : client(service, provider, run)),
    });
  }
  return clients;
}

function client(
  service: Service,
  provider: (serviceId: string) => LiveInstallation | undefined,
  run: RunOffer,
): Readonly<Record<string, (input: unknown) => Promise<unknown>>> {
  return Object.fromEntries(
    Object.keys(service.offers).map((offer) => [
      offer,
      (input: unknown) => {
        const live = provider(service.id);
        if (!live) {
          return Promise.reject(
            new ServiceError(
              'SERVICE_UNAVAILABLE',
              `No enabled plugin of this guild offers "${service.id}".`,
              'Install and enable one that does.',
            ),
          );
        }
        return run(live, offer, input);
      },
    ]),
  );
}

/** Validates at the provider's border, by the provider's own declaration: both sides may be of different versions. */
export async function callOffer(
  provider: LiveInstallation,
  offer: string,
  input: unknown,
  context: () => unknown,
): Promise<unknown> {
  const declared = provider.plugin.declaration.offers?.offers[offer];
  const piece = provider.pieces.offers.get(offer);
  if (!declared || !piece) {
    throw new ServiceError('SERVICE_UNAVAILABLE', `${provider.pluginId} does not offer "${offer}".`);
  }
  const given = await declared.input.safeParseAsync(input);
  if (!given.success) {
    throw new ServiceError(
      'SERVICE_INPUT_INVALID',
      `${provider.pluginId}.${offer} refuses this input: ${given.error.message}`,
    );
  }
  const result = await asPlugin(provider.owner, () => piece.run(context() as never, given.data as never));
  const checked = await declared.output.safeParseAsync(result);
  if (!checked.success) {
    throw new ServiceError(
      'SERVICE_OUTPUT_INVALID',
      `${provider.pluginId}.${offer} answered what it did not declare: ${checked.error.message}`,
    );
  }
  return checked.data;
}
