import { z } from 'zod';
import type { ComponentContext, Context, OutgoingMessage, Shape } from '../context.ts';
import { makeButton } from './make-piece.ts';
import type { PageShown, PagesPiece } from './pages-types.ts';
import type { Parameters } from './types.ts';

const lastPage = 9_999;

type Values = Readonly<Record<string, unknown>>;
type Show = (ctx: Context, page: number, values: Values) => PromiseLike<PageShown> | PageShown;

/** A button that knows how to make the message that it belongs to: the host sees nothing but a button. */
export function makePages<P extends Parameters>(
  plugin: string,
  name: string,
  draft: { readonly parameters?: P; readonly show: unknown },
): PagesPiece<Shape, P> {
  const parameters = {
    ...draft.parameters,
    page: z
      .int()
      .min(0)
      .max(lastPage + 1),
  };
  const turn = (ctx: ComponentContext, { page, ...values }: { readonly page: number }) =>
    message(ctx, values, page).then((shown) => ctx.update(shown));
  const button = makeButton(plugin, name, parameters, turn);

  async function message(
    ctx: Context,
    values: Values,
    wanted = 1,
  ): Promise<Exclude<OutgoingMessage, string>> {
    const asked = nearest(wanted, lastPage);
    const first = await (draft.show as Show)(ctx, asked, values);
    // There may have been more pages when the button was made.
    const page = nearest(asked, first.pages);
    const { message: shown, pages } = page === asked ? first : await (draft.show as Show)(ctx, page, values);
    const last = Math.min(pages, lastPage);
    const to = (target: number, label: string) =>
      button.with({ ...values, page: target } as never, { label, disabled: target < 1 || target > last });
    const turning = last > 1 ? [to(page - 1, '◀'), to(page + 1, '▶')] : [];
    return { ...shown, components: [...(shown.components ?? []), ...turning] };
  }

  return Object.freeze({ ...button, message }) as unknown as PagesPiece<Shape, P>;
}

function nearest(page: number, last: number): number {
  return Math.max(1, Math.min(page, last));
}
