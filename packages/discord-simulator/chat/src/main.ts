import '@fontsource-variable/instrument-sans/wght.css';
import './design/tokens.css';
import './design/base.css';
import { createApp } from 'vue';
import App from './App.vue';

createApp(App).mount('#chat');
