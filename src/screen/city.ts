import { computed, inject, provide, ref, type ComputedRef, type InjectionKey } from 'vue';
import type { Language } from '../kernel/language.js';
import { cityTime, usualTimeZone, type CityTime } from './city-time.js';

interface City {
  readonly language: Language;
  readonly time: ComputedRef<CityTime>;
  readonly timeZone: ComputedRef<string>;
}

const key: InjectionKey<City> = Symbol('city');

/** Gives the components below the city's way to say times; returns what sets the time zone once the server has said it. */
export function provideCity(language: Language): { readonly city: City; readonly setTimeZone: (timeZone: string) => void } {
  const zone = ref(usualTimeZone);
  const city = { language, timeZone: computed(() => zone.value), time: computed(() => cityTime(language, zone.value)) };
  provide(key, city);
  return { city, setTimeZone: (timeZone) => { zone.value = timeZone; } };
}

export function useCity(): City {
  return inject(key)!;
}
