import '@fontsource-variable/noto-sans-sc';
import '../style/base.css';
import '../style/office.css';
import { createApp } from 'vue';
import { wordsIn } from '../i18n.js';
import { readPlace } from '../place.js';
// later

const place = readPlace(location.search);
void [createApp, wordsIn, place];
