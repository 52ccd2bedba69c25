import '@fontsource-variable/noto-sans-sc';
import '../style/base.css';
import '../style/office.css';
import { createApp } from 'vue';
import { wordsIn } from '../i18n.js';
import { readPlace } from '../place.js';
import OfficePage from './OfficePage.vue';

const place = readPlace(location.search);
createApp(OfficePage, { place }).use(wordsIn(place.language)).mount('#page');
