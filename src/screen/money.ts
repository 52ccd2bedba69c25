import type { Language } from '../kernel/language.js';

export interface Amount {
  readonly figure: string;
  readonly unit: 'YI' | 'WAN' | 'MILLION';
}

/**
 * An amount in 亿元 as it is read from afar: two decimals at most; what is less than a tenth is said in 万元, and in English
 * all is said in millions.
 */
export function amountOf(yi: string, language: Language): Amount {
  const value = Number(yi);
  if (language === 'en') return { figure: new Intl.NumberFormat('en', { maximumFractionDigits: 2 }).format(value * 100), unit: 'MILLION' };
  const small = value !== 0 && Math.abs(value) < 0.1;
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: small ? 0 : 2 });
  return { figure: format.format(small ? value * 10_000 : value), unit: small ? 'WAN' : 'YI' };
}
