import { createI18n } from 'vue-i18n';
import type { Language } from '../kernel/language.js';
import { catalogues } from '../kernel/messages/index.js';

export function wordsIn(language: Language) {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  return createI18n({ legacy: false, locale: language, fallbackLocale: 'zh', messages: catalogues });
}
