// What plugins get for `@guildhall/sdk`: the same modules that the runtime itself uses, so that classes are one.
export * from '@guildhall/sdk';
