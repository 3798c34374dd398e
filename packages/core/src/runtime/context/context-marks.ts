/** On a context: the language of its `t`. */
export const languageOf: unique symbol = Symbol('language');
/** On the context of an interaction: what Discord sent. */
export const interactionOf: unique symbol = Symbol('interaction');
/** On a context: what its configuration by place is made of, for a plugin in another process. */
export const placesOf: unique symbol = Symbol('places');
