/** Entry of the page: fonts, styles, the event stream, calls that fail, and the application. */
import '@fontsource-variable/inter';
import '@fontsource-variable/source-serif-4';
import './tokens.css';
import './base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queries } from './service/client.ts';
import { followEvents } from './service/follow-events.ts';
import { tellUncaughtFailures } from './service/tell-failures.ts';
import { App } from './shell/App.tsx';
import { showKeptAppearance } from './shell/use-appearance.ts';
import { showKeptLanguage } from './shell/use-language.ts';

const place = document.querySelector('#app');
if (place === null) throw new Error('index.html has no element #app to show the page in');

/** The language comes first: no catalogue is loaded for English. */
async function start(shownIn: Element): Promise<void> {
  await showKeptLanguage();
  createRoot(shownIn).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  );
}

showKeptAppearance();
tellUncaughtFailures();
followEvents();
void start(place);
