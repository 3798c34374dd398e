/** What a drawing may be. The SDK's `Images` tells authors the same. */
export const limits = {
  svgBytes: 256 * 1024,
  /** Of the result's side, and of a picture's inside. */
  pixels: 2048,
  pictures: 8,
  pictureBytes: 1024 * 1024,
  drawMs: 2_000,
  /** Pictures of one plugin in one guild that are drawn or wait. */
  waiting: 10,
} as const;
