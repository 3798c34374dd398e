import type { Answering, Context, OutgoingMessage, Shape } from '../context.ts';
import type { ButtonPiece, ParameterInputs, Parameters, ParameterValues } from './types.ts';

/** One page, and how many there are now. */
export interface PageShown {
  /** Its buttons for leafing come behind the components that it has. */
  readonly message: Exclude<OutgoingMessage, string>;
  /** 0 and 1 have no buttons. */
  readonly pages: number;
}

/** What `pages` shows: a page by its number, which begins at 1. */
export interface PagesDeclaration<S extends Shape, P extends Parameters> {
  /** Values that travel with the buttons, such as whose list it is. `page` is taken. */
  readonly parameters?: P;
  /** Asked anew at each turn, in the language of whoever turns. */
  show(
    ctx: Context<S> & Pick<Answering, 'locale'>,
    page: number,
    values: ParameterValues<P>,
  ): PromiseLike<PageShown> | PageShown;
}

/** A list that members leaf through, made by `plugin.pages`. To the host it is a button. */
export interface PagesPiece<S extends Shape, P extends Parameters> extends ButtonPiece {
  /**
   * A page as a message, for `ctx.reply`. A number beyond the last page gives the last one.
   *
   * @example
   * await ctx.reply(await list.message(ctx, { of: member.id }));
   */
  message(
    ctx: Context<S> & Pick<Answering, 'locale'>,
    values: ParameterInputs<P>,
    page?: number,
  ): Promise<Exclude<OutgoingMessage, string>>;
}
