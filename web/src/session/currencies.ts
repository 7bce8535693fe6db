// The currencies offered when an organization is set up, and the likely one of this reader.
export const currencies = [
  'USD', 'EUR', 'GBP', 'CHF', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK', 'HUF', 'CAD', 'AUD', 'NZD', 'JPY', 'CNY', 'HKD', 'SGD',
  'INR', 'KRW', 'BRL', 'MXN', 'ZAR', 'AED', 'ILS', 'TRY',
] as const;

const byRegion: Record<string, string> = {
  US: 'USD', GB: 'GBP', CH: 'CHF', SE: 'SEK', NO: 'NOK', DK: 'DKK', PL: 'PLN', CZ: 'CZK', HU: 'HUF', CA: 'CAD', AU: 'AUD',
  NZ: 'NZD', JP: 'JPY', CN: 'CNY', HK: 'HKD', SG: 'SGD', IN: 'INR', KR: 'KRW', BR: 'BRL', MX: 'MXN', ZA: 'ZAR', AE: 'AED',
  IL: 'ILS', TR: 'TRY',
  DE: 'EUR', FR: 'EUR', IT: 'EUR', ES: 'EUR', AT: 'EUR', NL: 'EUR', BE: 'EUR', IE: 'EUR', FI: 'EUR', PT: 'EUR', GR: 'EUR',
};

export function likelyCurrency(tag: string = navigator.language): string {
  return byRegion[new Intl.Locale(tag).maximize().region ?? ''] ?? 'USD';
}
