export const riskTone = { low: 'neutral', medium: 'warning', high: 'danger' } as const;
