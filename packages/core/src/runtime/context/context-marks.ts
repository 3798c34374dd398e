/** On a context: the language of its `t`. */
export const languageOf: unique symbol = Symbol('language');
/** On the context of an interaction: what Discord sent. */
export const interactionOf: unique symbol = Symbol('interaction');
