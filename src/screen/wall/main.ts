import '@fontsource-variable/noto-sans-sc';
import '../style/base.css';
import '../style/wall.css';
import { createApp } from 'vue';
import { wordsIn } from '../i18n.js';
import { readPlace } from '../place.js';
import WallPage from './WallPage.vue';

const place = readPlace(location.search);
createApp(WallPage, { place }).use(wordsIn(place.language)).mount('#page');
