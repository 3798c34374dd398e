import { Argument } from '@sapphire/framework';

export class SizeArgument extends Argument<string> {
  public override run(parameter: string): Argument.Result<string> {
    return ['small', 'large'].includes(parameter)
      ? this.ok(parameter)
      : this.error({ parameter, message: 'Sizes are small and large.' });
  }
}

declare module '@sapphire/framework' {
  interface ArgType {
    size: string;
  }
}
