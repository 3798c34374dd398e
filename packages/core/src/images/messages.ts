/** What a drawing thread is asked. */
export interface DrawRequest {
  readonly svg: string;
  readonly width: number | undefined;
  readonly background: string | undefined;
}

export type DrawAnswer = { readonly png: Uint8Array } | { readonly code: string; readonly message: string };

export type DrawMessage = DrawAnswer | { readonly ready: true };
